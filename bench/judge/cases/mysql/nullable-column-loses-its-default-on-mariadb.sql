-- verdict: unsafe
-- hazard: none
-- why: in MariaDB a nullable column without a default has NULL for one, so an INSERT that leaves it out stores NULL instead of web
--- schema
create table leads (
  id int not null auto_increment primary key,
  company varchar(100) not null,
  source varchar(30) default 'web'
);
--- data
insert into leads (company) select concat('c', seq) from seq_1_to_:rows;
--- old
insert into leads (company) values ('ACME') returning source;
select source from leads where id = 3;
--- queries
insert into leads (company) values ('ACME');
--- migration
alter table leads alter column source drop default;
