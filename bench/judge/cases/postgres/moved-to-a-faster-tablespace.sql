-- verdict: unsafe
-- hazard: rewrite
-- why: SET TABLESPACE copies the whole table, block by block, under ACCESS EXCLUSIVE
--- schema
create table archive_rows (id bigint primary key, doc text not null);
--- data
insert into archive_rows select g, 'd' from generate_series(1, :rows) g;
--- old
select doc from archive_rows where id = 1;
insert into archive_rows values (-1, 'x');
update archive_rows set doc = 'y' where id = 2;
delete from archive_rows where id = 3;
--- migration
alter table archive_rows set tablespace nvme_fast;
