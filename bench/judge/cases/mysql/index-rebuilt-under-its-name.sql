-- verdict: safe
-- hazard: none
-- why: one ALTER drops and adds the index of the same name, so that the hint finds it
--- schema
create table rides (
  id int not null auto_increment primary key,
  rider_id int not null,
  ended_at datetime null,
  key rides_rider (rider_id)
) engine=InnoDB;
--- data
insert into rides select seq, seq % 20, '2024-01-01' from seq_1_to_:rows;
--- old
select id from rides force index (rides_rider) where rider_id = 3 order by id limit 2;
insert into rides (rider_id) values (4);
update rides set ended_at = null where id = 4;
--- queries
SELECT id FROM rides FORCE INDEX (rides_rider) WHERE rider_id = ? ORDER BY id LIMIT 2;
--- migration
ALTER TABLE rides DROP INDEX rides_rider, ADD INDEX rides_rider (rider_id, ended_at), ALGORITHM=INPLACE, LOCK=NONE;
