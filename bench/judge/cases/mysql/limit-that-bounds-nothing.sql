-- verdict: unsafe
-- hazard: lock
-- why: LIMIT counts rows that match; without an index the search for rare ones locks every row it passes
--- schema
create table parcels (
  id int not null auto_increment primary key,
  carrier varchar(40) not null,
  status varchar(40) not null
) engine=InnoDB;
--- data
insert into parcels select seq, 'ups', if(seq = 40, 'lost-legacy', 'done') from seq_1_to_:rows;
--- old
update parcels set status = 'done' where id = 1700;
select status from parcels where id = 3;
insert into parcels (carrier, status) values ('q', 'r');
--- queries
UPDATE parcels SET status = ? WHERE id = ?;
--- migration
ALTER TABLE parcels ADD COLUMN lost TINYINT(1) NOT NULL DEFAULT 0;
UPDATE parcels SET lost = 1 WHERE status = 'lost-legacy' LIMIT 100;
