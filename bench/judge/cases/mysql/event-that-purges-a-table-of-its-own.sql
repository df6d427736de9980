-- verdict: safe
-- hazard: none
-- why: what the event deletes is in a table that only the new version knows
--- schema
create table couriers (
  id int not null auto_increment primary key,
  name varchar(60) not null
);
--- data
insert into couriers (name) select concat('c', seq) from seq_1_to_:rows;
--- old
insert into couriers (name) values ('x');
select name from couriers where id = 3;
delete from couriers where id = 4;
--- migration
create table courier_positions (
  id bigint not null auto_increment primary key,
  courier_id int not null,
  seen_at datetime not null,
  key (seen_at)
);
create event if not exists purge_positions on schedule every 1 hour
  do delete from courier_positions where seen_at < now() - interval 1 day;
