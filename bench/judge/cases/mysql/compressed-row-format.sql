-- verdict: safe
-- hazard: none
-- why: another ROW_FORMAT is a rebuild in place with LOCK=NONE
--- schema
create table receipts (
  id int not null auto_increment primary key,
  html mediumtext not null
) engine=InnoDB;
--- data
insert into receipts select seq, 'plain' from seq_1_to_:rows;
--- old
update receipts set html = 'wide' where id = 1700;
select html from receipts where id = 3;
insert into receipts (html) values ('q');
--- migration
ALTER TABLE receipts ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
