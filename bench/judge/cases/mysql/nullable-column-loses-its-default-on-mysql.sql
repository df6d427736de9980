-- verdict: unsafe
-- hazard: none
-- why: in MySQL DROP DEFAULT takes away the implied NULL too: an INSERT that leaves the column out fails in strict mode
-- server-version: 8.0.36
--- schema
create table leads (
  id int not null auto_increment primary key,
  company varchar(100) not null,
  source varchar(30) default 'web'
);
--- data

--- old
insert into leads (company) values ('ACME');
select source from leads where id = 3;
--- queries
insert into leads (company) values ('ACME');
--- migration
alter table leads alter column source drop default;
