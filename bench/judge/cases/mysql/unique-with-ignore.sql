-- verdict: unsafe
-- hazard: data-loss
-- why: ALTER IGNORE deletes the rows that repeat a value instead of refusing the key
-- server-version: 10.11
--- schema
create table newsletter_signups (
  id int not null auto_increment primary key,
  email varchar(120) not null,
  topic varchar(60) not null
) engine=InnoDB;
--- data
insert into newsletter_signups select seq, concat('e', seq % 100), concat('t', seq) from seq_1_to_:rows;
--- old
insert into newsletter_signups (email, topic) values ('e5', 't');
select topic from newsletter_signups where id = 1500;
--- migration
ALTER IGNORE TABLE newsletter_signups ADD UNIQUE INDEX newsletter_signups_email (email);
