-- verdict: unsafe
-- hazard: rewrite
-- why: OPTIMIZE is an online rebuild, except that a table with a FULLTEXT index is copied
--- schema
create table kb_articles (
  id int unsigned not null auto_increment primary key,
  title varchar(120) not null,
  content mediumtext not null,
  fulltext key kb_articles_content (content)
) engine=InnoDB default charset=utf8mb4;
--- data
insert into kb_articles select seq, concat('/', seq), 'text' from seq_1_to_:rows;
--- old
select title from kb_articles where id = 5;
insert into kb_articles (title, content) values ('/x', '/y');
--- migration
OPTIMIZE TABLE kb_articles;
