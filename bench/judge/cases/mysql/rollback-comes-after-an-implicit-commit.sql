-- verdict: unsafe
-- hazard: data-loss
-- why: the ALTER in the middle commits the DELETE, and ROLLBACK brings nothing back
--- schema
create table login_attempts (id int auto_increment primary key, username varchar(40) not null, ok tinyint(1) not null);
--- data
insert into login_attempts (username, ok) select concat('u', seq), seq % 2 from seq_1_to_:rows;
--- old
select count(*) from login_attempts where ok = 0;
insert into login_attempts (username, ok) values ('u1', 1);
--- migration
START TRANSACTION;
DELETE FROM login_attempts WHERE ok = 0;
ALTER TABLE login_attempts ADD COLUMN ip varchar(45) NULL;
ROLLBACK;
