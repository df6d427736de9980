-- verdict: unsafe
-- hazard: none
-- why: explicit_defaults_for_timestamp is on since MariaDB 10.10: the column has no default of its own, so the old INSERT fails
-- server-version: 10.11
--- schema
create table mails (
  id int not null auto_increment primary key,
  subject varchar(90) not null
) engine=InnoDB;
--- data
insert into mails select seq, 's' from seq_1_to_:rows;
--- old
insert into mails (subject) values ('t');
select subject from mails where id = 4;
--- migration
ALTER TABLE mails ADD COLUMN queued_at TIMESTAMP NOT NULL;
