-- verdict: unsafe
-- hazard: scan
-- why: a spatial index is built in place, but writers wait until it is
--- schema
create table places (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  spot point not null
);
--- data
insert into places (name, spot) select concat('p', seq), point(seq, seq) from seq_1_to_:rows;
--- old
insert into places (name, spot) values ('n', point(1, 2));
select name from places where id = 4;
update places set name = 'x' where id = 3;
--- migration
alter table places add spatial index places_spot (spot);
