-- verdict: unsafe
-- hazard: rewrite
-- why: MySQL copies the table when a VARCHAR goes from at most 255 bytes to more, however short it was
-- server-version: 8.0.36
--- schema
create table contacts (id int unsigned auto_increment primary key, nickname varchar(30) not null, phone varchar(20)) engine=InnoDB default charset=utf8mb4;
--- old
select id, nickname, phone from contacts where id = 5;
insert into contacts (nickname, phone) values ('zoe', null);
update contacts set nickname = 'moe' where id = 6;
--- migration
ALTER TABLE contacts MODIFY nickname varchar(190) NOT NULL;
