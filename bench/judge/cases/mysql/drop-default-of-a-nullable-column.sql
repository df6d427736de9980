-- verdict: unsafe
-- hazard: none
-- why: INSERTs that leave triage out give NULL instead of 'open' (MySQL refuses them), and the worker no longer finds them
--- schema
create table incidents (
  id int not null auto_increment primary key,
  code varchar(30) not null,
  triage varchar(20) null default 'open'
);
--- data
insert into incidents (code) select concat('c', seq) from seq_1_to_:rows;
--- old
insert into incidents (code) values ('x1') returning code, triage;
select id, code from incidents where triage = 'open' and id < 5;
--- queries
select id, code from incidents where triage = 'open';
--- migration
alter table incidents alter column triage drop default;
