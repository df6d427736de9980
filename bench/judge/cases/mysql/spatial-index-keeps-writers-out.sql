-- verdict: unsafe
-- hazard: scan
-- why: a spatial index is built in place, but under a shared lock
--- schema
create table landmarks (
  id int not null auto_increment primary key,
  name varchar(60) not null,
  spot point not null
);
--- data
insert into landmarks (name, spot) select concat('l', seq), point(seq, seq) from seq_1_to_:rows;
--- old
insert into landmarks (name, spot) values ('x', point(1, 2));
select name from landmarks where id = 4;
--- migration
alter table landmarks add spatial index sp_spot (spot);
