-- verdict: safe
-- hazard: none
-- why: CLUSTER ON only marks the index for a later CLUSTER; fillfactor and statistics only matter for later pages
--- schema
create table chat_messages (
  id bigint primary key,
  room_id integer not null,
  body text not null
);
create index chat_messages_room_idx on chat_messages (room_id, id);
--- data
insert into chat_messages select g, g % 20, 'm' from generate_series(1, :rows) g;
--- old
select id, room_id, body from chat_messages where room_id = 3 order by id limit 5;
insert into chat_messages (id, room_id, body) values (-1, 3, 'hi');
update chat_messages set body = 'edited' where id = 1;
--- migration
alter table chat_messages cluster on chat_messages_room_idx, set (fillfactor = 80), alter column body set storage external;
