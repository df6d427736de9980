-- verdict: unsafe
-- hazard: scan
-- why: the copy holds shared locks on all rows, and what is written after it stays behind in the old table
--- schema
create table notifications (
  id bigint not null auto_increment primary key,
  user_id int not null,
  text varchar(300) not null
);
--- data
insert into notifications (user_id, text) select seq, 'hi' from seq_1_to_:rows;
--- old
insert into notifications (user_id, text) values (3, 'x');
update notifications set text = 'y' where id = 4;
select text from notifications where id = 5;
delete from notifications where id = 6;
--- migration
create table notifications_new like notifications;
alter table notifications_new add column read_at datetime null;
insert into notifications_new (id, user_id, text) select id, user_id, text from notifications;
rename table notifications to notifications_old, notifications_new to notifications;
