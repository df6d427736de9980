-- verdict: safe
-- hazard: none
-- why: the trigger on fares goes on writing into price_log, now an updatable view
--- schema
create table fares (
  id int not null auto_increment primary key,
  route varchar(20) not null,
  cents int not null
);
create table price_log (
  id bigint not null auto_increment primary key,
  fare_id int not null,
  cents int not null
);
create trigger fares_log after update on fares for each row
  insert into price_log (fare_id, cents) values (new.id, new.cents);
--- data
insert into fares (route, cents) select concat('R', seq), 100 from seq_1_to_:rows;
insert into price_log (fare_id, cents) values (1, 90);
--- old
update fares set cents = 120 where id = 3;
insert into fares (route, cents) values ('Rx', 5);
select fare_id, cents from price_log where fare_id = 1;
insert into price_log (fare_id, cents) values (2, 80);
--- migration
rename table price_log to fare_price_log;
create view price_log as select id, fare_id, cents from fare_price_log;
