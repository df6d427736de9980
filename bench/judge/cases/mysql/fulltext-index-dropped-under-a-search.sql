-- verdict: unsafe
-- hazard: none
-- why: MATCH needs a FULLTEXT index on just its columns; dropping any other index would only be slower
--- schema
create table threads (
  id int not null auto_increment primary key,
  title varchar(200) not null,
  body text not null,
  fulltext key threads_title_body (title, body),
  fulltext key threads_title (title)
) engine=InnoDB;
--- data
insert into threads select seq, concat('bread number', seq), 'butter' from seq_1_to_:rows;
--- old
select id from threads where match (title, body) against ('butter') order by id limit 2;
insert into threads (title, body) values ('a', 'b');
--- queries
SELECT id FROM threads WHERE MATCH (title, body) AGAINST (?) ORDER BY id LIMIT 2;
--- migration
DROP INDEX threads_title_body ON threads;
