-- verdict: unsafe
-- hazard: rewrite
-- why: check_constraint_checks off spares the rows their test, not the table its copy: a CHECK is added by ALGORITHM=COPY only
-- server-version: 10.11
--- schema
create table pickups (
  id int unsigned not null auto_increment primary key,
  boxes int unsigned not null
) engine=InnoDB;
--- data
insert into pickups select seq, 1 from seq_1_to_:rows;
--- old
insert into pickups (boxes) values (0);
update pickups set boxes = 5 where id = 3;
select boxes from pickups where id = 4;
--- migration
SET SESSION check_constraint_checks = 0;
ALTER TABLE pickups ADD CONSTRAINT pickups_boxes CHECK (boxes >= 0);
SET SESSION check_constraint_checks = 1;
