-- verdict: unsafe
-- hazard: data-loss
-- why: TRUNCATE PARTITION removes its rows, which cannot be rolled back
--- schema
create table clicks (
  id bigint not null,
  month int not null,
  url varchar(100) not null,
  primary key (id, month)
) engine=InnoDB
partition by list (month % 3) (
  partition p0 values in (0),
  partition p1 values in (1),
  partition p2 values in (2)
);
--- data
insert into clicks select seq, seq % 12, '/a' from seq_1_to_:rows;
--- old
insert into clicks (id, month, url) values (900000, 4, '/b');
select count(*) from clicks where month = 1;
--- migration
ALTER TABLE clicks TRUNCATE PARTITION p1;
