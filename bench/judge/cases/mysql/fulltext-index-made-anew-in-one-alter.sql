-- verdict: unsafe
-- hazard: scan
-- why: the hidden row number is there already: the index is built while nobody can write
-- server-version: 10.11
--- schema
create table posts (id int auto_increment primary key, body text, fulltext key ft (body)) engine=InnoDB;
--- data
insert into posts (body) select 'hello' from seq_1_to_:rows;
--- old
insert into posts (body) values ('a');
select id from posts where id=3;
select id from posts where match(body) against('zzz');
--- migration
alter table posts drop key ft, add fulltext key ft2 (body);
