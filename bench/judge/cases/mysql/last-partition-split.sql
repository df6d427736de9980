-- verdict: unsafe
-- hazard: rewrite
-- why: REORGANIZE of MAXVALUE copies its rows, and it may hold all recent ones
--- schema
create table calls (
  id bigint not null,
  started date not null,
  caller varchar(20) not null,
  primary key (id, started)
) engine=InnoDB
partition by range (year(started)) (
  partition p2023 values less than (2024),
  partition pmax values less than maxvalue
);
--- data
insert into calls select seq, '2024-06-01', '+41' from seq_1_to_:rows;
--- old
insert into calls (id, started, caller) values (900000, '2024-07-01', '+49');
select caller from calls where id = 7;
--- migration
ALTER TABLE calls REORGANIZE PARTITION pmax INTO (
  PARTITION p2024 VALUES LESS THAN (2025),
  PARTITION pmax VALUES LESS THAN MAXVALUE
);
