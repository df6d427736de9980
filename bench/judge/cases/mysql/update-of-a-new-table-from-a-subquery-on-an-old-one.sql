-- verdict: unsafe
-- hazard: lock
-- why: the table written is new, but the rows of reservations it reads keep shared locks until the UPDATE ends
--- schema
create table reservations (
  id int not null auto_increment primary key,
  guest varchar(60) not null,
  nights int not null
);
--- data
insert into reservations (guest, nights) select concat('g', seq), 2 from seq_1_to_:rows;
--- old
update reservations set nights = 3 where id = 5;
insert into reservations (guest, nights) values ('x', 1);
select nights from reservations where id = 6;
--- migration
create table night_totals (bucket int not null primary key, nights bigint not null default 0);
insert into night_totals (bucket) values (0), (1);
update night_totals t set t.nights = (select sum(r.nights) from reservations r where r.id % 2 = t.bucket);
