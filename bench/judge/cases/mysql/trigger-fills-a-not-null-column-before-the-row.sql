-- verdict: safe
-- hazard: none
-- why: the column ends without a default, but by then a BEFORE INSERT trigger gives it a value for the old INSERT
-- server-version: 10.11
--- schema
create table news_posts (id int auto_increment primary key, title varchar(90) not null);
--- data
insert into news_posts (title) select concat('w', seq) from seq_1_to_:rows;
--- old
insert into news_posts (title) values ('Home');
select id, title from news_posts where id = 3;
update news_posts set title = 'About' where id = 3;
delete from news_posts where id = 4;
--- migration
ALTER TABLE news_posts ADD COLUMN slug varchar(90) NOT NULL DEFAULT '';
CREATE TRIGGER news_posts_slug BEFORE INSERT ON news_posts FOR EACH ROW SET NEW.slug = coalesce(nullif(NEW.slug, ''), lower(NEW.title));
ALTER TABLE news_posts ALTER COLUMN slug DROP DEFAULT;
