-- verdict: unsafe
-- hazard: none
-- why: FORCE INDEX of an ignored index fails as if there were none
--- schema
create table events (
  id bigint not null auto_increment primary key,
  kind varchar(30) not null,
  created_at datetime not null,
  key idx_events_kind_created (kind, created_at)
);
--- data
insert into events (kind, created_at) select concat('k', seq % 9), '2024-01-01' from seq_1_to_:rows;
--- old
select count(*) from events force index (idx_events_kind_created) where kind = 'k3';
insert into events (kind, created_at) values ('k1', '2024-02-02');
--- queries
select count(*) from events force index (idx_events_kind_created) where kind = 'k3';
--- migration
alter table events alter index idx_events_kind_created ignored;
