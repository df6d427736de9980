-- verdict: unsafe
-- hazard: rewrite
-- why: the length of each value takes more bytes
--- schema
create table notes (
  id int not null auto_increment primary key,
  title varchar(100) not null,
  body text,
  key notes_title (title)
) engine = innodb default charset = utf8mb3 collate = utf8mb3_general_ci;
--- data
insert into notes (title, body) select concat('t', seq), 'b' from seq_1_to_:rows;
--- old
select id, title, body from notes where id = 1;
insert into notes (title) values ('x') returning title, body;
update notes set body = 'y' where id = 2;
--- migration
alter table notes modify body longtext;
