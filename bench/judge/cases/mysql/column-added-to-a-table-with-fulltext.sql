-- verdict: unsafe
-- hazard: rewrite
-- why: MariaDB adds no column instantly beside a FULLTEXT index: the table is rebuilt, and with FULLTEXT not under LOCK=NONE
-- server-version: 10.11
--- schema
create table questions (
  id int not null auto_increment primary key,
  body text not null,
  fulltext key questions_body (body)
) engine=InnoDB;
--- data
insert into questions select seq, 'plain' from seq_1_to_:rows;
--- old
select id from questions where match (body) against ('plain') order by id limit 1;
insert into questions (body) values ('x');
update questions set body = 'y' where id = 5;
--- migration
ALTER TABLE questions ADD COLUMN votes INT NOT NULL DEFAULT 0;
