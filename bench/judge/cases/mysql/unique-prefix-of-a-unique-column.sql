-- verdict: unsafe
-- hazard: none
-- why: the whole slug is unique already, its first 12 characters are not: inserts that share them fail
--- schema
create table articles (
  id int not null auto_increment primary key,
  slug varchar(200) not null,
  body text not null,
  unique key articles_slug (slug)
) engine=InnoDB default charset=utf8mb4;
--- data
insert into articles select seq, concat(seq, '-hello-world'), 'x' from seq_1_to_:rows;
--- old
insert into articles (slug, body) values ('1500-hello-world-again', 'y');
select id, body from articles where slug = '3-hello-world';
--- migration
ALTER TABLE articles DROP INDEX articles_slug, ADD UNIQUE KEY articles_slug (slug(12));
