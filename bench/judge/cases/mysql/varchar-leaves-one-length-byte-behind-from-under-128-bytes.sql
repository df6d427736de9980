-- verdict: safe
-- hazard: none
-- why: MariaDB makes a VARCHAR of at most 127 bytes longer than 255 bytes at once
-- server-version: 10.11
--- schema
create table contacts (id int unsigned auto_increment primary key, nickname varchar(30) not null, phone varchar(20)) engine=InnoDB default charset=utf8mb4;
--- data
insert into contacts (nickname, phone) select concat('n', seq), '1' from seq_1_to_:rows;
--- old
select id, nickname, phone from contacts where id = 5;
insert into contacts (nickname, phone) values ('zoe', null);
update contacts set nickname = 'moe' where id = 6;
delete from contacts where id = 7;
--- migration
ALTER TABLE contacts MODIFY nickname varchar(190) NOT NULL;
