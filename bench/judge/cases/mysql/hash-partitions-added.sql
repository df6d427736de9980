-- verdict: unsafe
-- hazard: rewrite
-- why: the rows are spread anew
-- server-version: 8.4
--- schema
create table hits (id bigint not null primary key, page varchar(20) not null) engine = innodb partition by hash (id) partitions 2;
--- data
insert into hits select seq, 'x' from seq_1_to_:rows;
--- old
select page from hits where id = 1;
update hits set page = 'y' where id = 1;
--- migration
alter table hits add partition partitions 2;
