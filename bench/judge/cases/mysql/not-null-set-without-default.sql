-- verdict: unsafe
-- hazard: none
-- why: unlike an enum, a NOT NULL set without DEFAULT has no implicit value in strict mode: the old INSERT fails
--- schema
create table shops (
  id bigint unsigned not null auto_increment primary key,
  name varchar(120) not null,
  created_at timestamp null default null
) engine=InnoDB default charset=utf8mb4;
--- data
insert into shops select seq, concat('Shop ', seq), now() from seq_1_to_:rows;
--- old
insert into shops (name, created_at) values ('ZZ', '2024-01-01 00:00:00');
select id, name from shops where id = 9;
--- migration
alter table `shops` add `open_on` set('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun') not null;
