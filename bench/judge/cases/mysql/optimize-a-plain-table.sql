-- verdict: safe
-- hazard: none
-- why: for InnoDB OPTIMIZE is a rebuild in place that lets others write
--- schema
create table sessions (
  token char(32) not null primary key,
  user_id int not null,
  expires_at datetime not null,
  key sessions_expires (expires_at)
) engine=InnoDB;
--- data
insert into sessions select md5(seq), seq, '2024-01-01' from seq_1_to_:rows;
--- old
delete from sessions where expires_at < '2023-01-01';
insert into sessions (token, user_id, expires_at) values ('x', 1, '2024-01-01');
select user_id from sessions where token = md5(4);
--- migration
OPTIMIZE TABLE sessions;
ANALYZE TABLE sessions;
