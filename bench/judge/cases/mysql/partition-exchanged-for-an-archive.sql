-- verdict: unsafe
-- hazard: none
-- why: the exchange with a new, empty table takes no time, but the rows are then where the old version does not look
--- schema
create table readings (
  meter int not null,
  y int not null,
  kwh int not null,
  primary key (meter, y)
) engine=InnoDB
partition by range (y) (
  partition p2022 values less than (2023),
  partition p2023 values less than (2024),
  partition pmax values less than maxvalue
);
--- data
insert into readings select seq, 2022 + seq % 3, 5 from seq_1_to_:rows;
--- old
select sum(kwh) from readings where y = 2022;
insert into readings (meter, y, kwh) values (900000, 2024, 1);
--- queries
SELECT SUM(kwh) FROM readings WHERE y = ?;
--- migration
CREATE TABLE readings_2022 LIKE readings;
ALTER TABLE readings_2022 REMOVE PARTITIONING;
ALTER TABLE readings EXCHANGE PARTITION p2022 WITH TABLE readings_2022;
