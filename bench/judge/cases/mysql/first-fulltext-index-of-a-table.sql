-- verdict: unsafe
-- hazard: rewrite
-- why: without a column FTS_DOC_ID the first FULLTEXT index builds the table anew under a shared lock
--- schema
create table lectures (
  id int not null auto_increment primary key,
  title varchar(120) not null,
  abstract text null
);
--- data
insert into lectures (title, abstract) select concat('l', seq), 'text' from seq_1_to_:rows;
--- old
insert into lectures (title) values ('x');
select title from lectures where id = 4;
--- migration
create fulltext index ft_lectures on lectures (title, abstract);
