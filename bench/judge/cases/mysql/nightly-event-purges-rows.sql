-- verdict: unsafe
-- hazard: data-loss
-- why: where the scheduler runs, rows that the old version shows are deleted from the first night on
--- schema
create table chat_lines (
  id bigint not null auto_increment primary key,
  said_at datetime not null,
  text varchar(300) not null
);
--- data
insert into chat_lines (said_at, text) select '2024-01-01', 'x' from seq_1_to_:rows;
--- old
select text from chat_lines where id = 4;
insert into chat_lines (said_at, text) values ('2024-01-01', 'y');
--- migration
create event purge_chat on schedule every 1 day starts current_timestamp
  do delete from chat_lines where said_at < now() - interval 30 day;
