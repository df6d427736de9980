-- verdict: safe
-- hazard: none
-- why: a RANGE partition behind the last one is empty, no row moves
--- schema
create table metrics (
  host varchar(40) not null,
  day date not null,
  value double not null,
  primary key (host, day)
) engine=InnoDB
partition by range columns (day) (
  partition p2023 values less than ('2024-01-01'),
  partition p2024 values less than ('2025-01-01')
);
--- data
insert into metrics select concat('h', seq), '2024-03-03', 1 from seq_1_to_:rows;
--- old
insert into metrics (host, day, value) values ('x', '2024-05-05', 2);
select value from metrics where host = 'h4' and day = '2024-03-03';
delete from metrics where host = 'h5';
--- migration
ALTER TABLE metrics ADD PARTITION (PARTITION p2025 VALUES LESS THAN ('2026-01-01'));
