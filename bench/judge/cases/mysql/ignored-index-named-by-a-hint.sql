-- verdict: unsafe
-- hazard: none
-- why: to a hint an ignored index is as good as not there: an error
-- server-version: 10.11
--- schema
create table log_entries (
  id bigint not null auto_increment primary key,
  host varchar(40) not null,
  level tinyint not null,
  key ix_host_level (host, level)
);
--- data
insert into log_entries (host, level) select concat('h', seq % 7), seq % 5 from seq_1_to_:rows;
--- old
select count(*) from log_entries use index (ix_host_level) where host = 'h3' and level = 4;
insert into log_entries (host, level) values ('h1', 2);
--- queries
select count(*) from log_entries use index (ix_host_level) where host = ? and level = ?;
--- migration
alter table log_entries alter index ix_host_level ignored;
