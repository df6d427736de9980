-- verdict: unsafe
-- hazard: lock
-- why: no row has the value, but without an index all are read, and at REPEATABLE READ all that is read stays locked
--- schema
create table sessions_log (
  id bigint not null auto_increment primary key,
  user_id int not null,
  agent varchar(100) not null
);
--- data
insert into sessions_log (user_id, agent) select seq, 'firefox' from seq_1_to_:rows;
--- old
update sessions_log set agent = 'safari' where id = 4;
insert into sessions_log (user_id, agent) values (3, 'chrome');
select agent from sessions_log where id = 5;
--- migration
alter table sessions_log add column agent_kind varchar(20) null;
update sessions_log set agent_kind = 'robot' where agent_kind = 'bot';
