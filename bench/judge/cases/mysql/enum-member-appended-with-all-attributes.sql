-- verdict: safe
-- hazard: none
-- why: a member at the end changes only the catalogue, and the rest of the column is as before
--- schema
create table tickets (
  id int not null auto_increment primary key,
  subject varchar(255) not null,
  state enum('open', 'pending', 'solved') character set utf8mb4 not null default 'open' comment 'workflow'
) engine=InnoDB default charset=utf8mb4;
--- data
insert into tickets select seq, concat('S', seq), 'pending' from seq_1_to_:rows;
--- old
insert into tickets (subject) values ('printer');
insert into tickets (subject, state) values ('mouse', 'solved') returning state;
select id, subject, state from tickets where state = 'pending' order by id limit 5;
update tickets set state = 'solved' where id = 3;
--- migration
ALTER TABLE tickets
  MODIFY COLUMN state ENUM('open','pending','solved','closed') NOT NULL DEFAULT 'open' COMMENT 'workflow',
  ALGORITHM=INSTANT;
