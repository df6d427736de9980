-- verdict: safe
-- hazard: none
-- why: without a RESTRICT foreign key only more is allowed, and dropping it is in place
--- schema
create table blogs (
  id int not null auto_increment primary key,
  name varchar(50) not null
) engine=InnoDB;
create table posts (
  id int not null auto_increment primary key,
  blog_id int not null,
  title varchar(50) not null,
  constraint fk_rails_blog foreign key (blog_id) references blogs (id)
) engine=InnoDB;
--- data
insert into blogs select seq, concat('B', seq) from seq_1_to_:rows;
insert into posts select seq, seq % 10 + 1, 't' from seq_1_to_:rows;
--- old
insert into posts (blog_id, title) values (3, 'x');
select title from posts where blog_id = 4 limit 1;
delete from blogs where id = 500;
--- migration
ALTER TABLE posts DROP FOREIGN KEY fk_rails_blog;
