-- verdict: safe
-- hazard: none
-- why: the wait is bounded, and a column with CURRENT_TIMESTAMP for default is added at once or in place
--- schema
create table device_tokens (
  id int not null auto_increment primary key,
  token varchar(64) not null unique
);
--- data
insert into device_tokens (token) select sha1(seq) from seq_1_to_:rows;
--- old
insert into device_tokens (token) values ('t');
select id from device_tokens where token = 'none';
delete from device_tokens where id = 3;
--- migration
set statement lock_wait_timeout = 3 for alter table device_tokens add column seen_at datetime not null default current_timestamp;
