-- verdict: safe
-- hazard: none
-- why: a NOT NULL enum without DEFAULT takes its first member when the column is left out, even in strict mode
--- schema
create table shipments (
  id bigint unsigned not null auto_increment primary key,
  tracking_number varchar(60) not null,
  created_at timestamp null default null
) engine=InnoDB default charset=utf8mb4;
--- data
insert into shipments select seq, concat('T', seq), now() from seq_1_to_:rows;
--- old
insert into shipments (tracking_number, created_at) values ('ZZ', '2024-01-01 00:00:00');
select id, tracking_number from shipments where id = 9;
update shipments set tracking_number = 'Y' where id = 9;
--- migration
alter table `shipments` add `priority` enum('normal', 'express', 'overnight') not null;
