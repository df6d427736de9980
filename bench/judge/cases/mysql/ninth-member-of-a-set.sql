-- verdict: unsafe
-- hazard: rewrite
-- why: a set of nine members takes two bytes instead of one, so that the table is copied though the member is appended
--- schema
create table listings (
  id int not null auto_increment primary key,
  title varchar(100) not null,
  features set('wifi', 'pool', 'gym', 'parking', 'pets', 'tv', 'kitchen', 'heating') not null default ''
) engine=InnoDB;
--- data
insert into listings select seq, concat('L', seq), 'wifi,pool' from seq_1_to_:rows;
--- old
insert into listings (title, features) values ('Loft', 'wifi,heating');
select id, title, features from listings where find_in_set('pool', features) and id < 10;
update listings set features = 'gym' where id = 3;
--- migration
ALTER TABLE listings MODIFY features SET('wifi','pool','gym','parking','pets','tv','kitchen','heating','ev_charger') NOT NULL DEFAULT '';
