-- verdict: unsafe
-- hazard: data-loss
-- why: comments without a post are deleted for good
--- schema
create table articles (
  id bigint not null auto_increment primary key,
  title varchar(100) not null
);
create table comments (
  id bigint not null auto_increment primary key,
  article_id bigint null,
  body varchar(200) not null,
  key index_comments_on_article_id (article_id)
);
--- data
insert into articles (title) select concat('t', seq) from seq_1_to_:rows;
insert into comments (article_id, body) select seq * 2, 'c' from seq_1_to_:rows;
--- old
select body from comments where article_id = 4000;
insert into comments (article_id, body) values (5, 'x');
--- migration
DELETE comments FROM comments LEFT JOIN articles ON articles.id = comments.article_id WHERE articles.id IS NULL;
SET FOREIGN_KEY_CHECKS=0;
ALTER TABLE comments ADD CONSTRAINT fk_rails_article FOREIGN KEY (article_id) REFERENCES articles (id);
SET FOREIGN_KEY_CHECKS=1;
