-- verdict: unsafe
-- hazard: rewrite
-- why: the table is copied
-- server-version: 8.0.30
--- schema
create table hits (id bigint not null primary key, page varchar(20) not null) engine = innodb;
--- data
insert into hits select seq, 'x' from seq_1_to_:rows;
--- old
select page from hits where id = 1;
update hits set page = 'y' where id = 1;
--- migration
alter table hits partition by range (id) (partition p0 values less than (1000000), partition p1 values less than maxvalue);
