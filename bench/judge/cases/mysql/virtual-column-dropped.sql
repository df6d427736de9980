-- verdict: unsafe
-- hazard: none
-- why: a virtual column stores nothing, so nothing is lost, but the old version reads it
--- schema
create table rentals (
  id int not null auto_increment primary key,
  day_rate int not null,
  days int not null,
  due int generated always as (day_rate * days) virtual
);
--- data
insert into rentals (day_rate, days) select 30, seq from seq_1_to_:rows;
--- old
select id, due from rentals where id = 4;
insert into rentals (day_rate, days) values (20, 3);
--- migration
alter table rentals drop column due;
