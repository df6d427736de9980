-- verdict: unsafe
-- hazard: none
-- why: INSERT IGNORE relied on the unique key to skip what is already there
--- schema
create table newsletter_subscriptions (
  id int unsigned not null auto_increment primary key,
  email varchar(190) not null,
  list_id int unsigned not null,
  unique key uq_email_list (email, list_id)
);
--- data
insert into newsletter_subscriptions (email, list_id) select concat('u', seq, '@x.io'), 1 from seq_1_to_:rows;
--- old
insert ignore into newsletter_subscriptions (email, list_id) values ('u4@x.io', 1);
select count(*) from newsletter_subscriptions where email = 'u4@x.io';
--- queries
insert ignore into newsletter_subscriptions (email, list_id) values (?, ?);
--- migration
alter table newsletter_subscriptions
  drop index uq_email_list,
  add index idx_email_list (email, list_id);
