-- verdict: needs-info
-- hazard: none
-- why: unless the definer exists on this server, every INSERT fails when the trigger fires
--- schema
create table blog_posts (
  id int not null auto_increment primary key,
  title varchar(200) not null,
  slug varchar(200) null
);
--- data
insert into blog_posts (title) select concat('t', seq) from seq_1_to_:rows;
--- old
insert into blog_posts (title) values ('hello');
select id, title, slug from blog_posts where id = 2;
--- migration
alter table blog_posts add column slug_hash char(32) null;
CREATE DEFINER=`deploy_staging`@`10.0.0.%` TRIGGER blog_posts_bi BEFORE INSERT ON blog_posts FOR EACH ROW SET NEW.slug_hash = MD5(NEW.slug);
