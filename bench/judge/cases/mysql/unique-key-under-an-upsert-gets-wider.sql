-- verdict: unsafe
-- hazard: none
-- why: what ran into the key and was updated is inserted as a second row from now on
--- schema
create table user_settings (
  id int not null auto_increment primary key,
  user_id int not null,
  name varchar(40) not null,
  value varchar(200),
  unique key uq_user_name (user_id, name)
);
--- data
insert into user_settings (user_id, name, value) select seq, 'theme', 'dark' from seq_1_to_:rows;
--- old
insert into user_settings (user_id, name, value) values (5, 'theme', 'light') on duplicate key update value = values(value);
select value from user_settings where user_id = 6 and name = 'theme';
--- queries
insert into user_settings (user_id, name, value) values (5, 'theme', 'light') on duplicate key update value = values(value);
--- migration
alter table user_settings add column device_id int null;
alter table user_settings drop index uq_user_name, add unique key uq_user_name_device (user_id, name, device_id);
