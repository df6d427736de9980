-- verdict: safe
-- hazard: none
-- why: not instant on a compressed table, but others may write while it is rebuilt
-- server-version: 10.11
--- schema
create table zips (id int auto_increment primary key, v varchar(20)) engine=InnoDB row_format=compressed;
--- data
insert into zips (v) select 'v' from seq_1_to_:rows;
--- old
insert into zips (v) values ('a');
select v from zips where id = 3;
--- migration
alter table zips add column n int not null default 1;
