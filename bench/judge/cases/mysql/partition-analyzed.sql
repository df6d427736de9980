-- verdict: safe
-- hazard: none
-- why: statistics only
--- schema
create table hits (id bigint not null primary key, page varchar(20) not null) engine = innodb partition by range (id) (partition p0 values less than maxvalue);
--- data
insert into hits select seq, 'x' from seq_1_to_:rows;
--- old
select page from hits where id = 1;
update hits set page = 'y' where id = 1;
--- migration
alter table hits analyze partition p0;
