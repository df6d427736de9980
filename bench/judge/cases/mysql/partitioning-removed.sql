-- verdict: unsafe
-- hazard: rewrite
-- why: the table is copied
-- server-version: 8.4
--- schema
create table hits (
  id bigint not null,
  day date not null,
  page varchar(100) not null,
  primary key (id, day)
) engine = innodb
partition by range (to_days(day)) (
  partition p2023 values less than (to_days('2024-01-01')),
  partition p2024 values less than (to_days('2025-01-01')),
  partition p2025 values less than (to_days('2026-01-01'))
);
--- data
insert into hits select seq, '2023-05-05', concat('p', seq) from seq_1_to_:rows;
insert into hits select seq, '2024-05-05', concat('p', seq) from seq_1_to_:rows;
--- old
select id, day, page from hits where id = 1 and day = '2023-05-05';
select id, day, page from hits where id = 1 and day = '2024-05-05';
insert into hits values (-1, '2024-06-06', 'x') returning id, day, page;
update hits set page = 'y' where id = 2 and day = '2024-05-05';
delete from hits where id = 3 and day = '2024-05-05';
--- migration
alter table hits remove partitioning;
