-- verdict: safe
-- hazard: none
-- why: the foreign key goes on with the longer index that begins with its column
--- schema
create table authors (id int auto_increment primary key, name varchar(60) not null);
create table books (
  id int auto_increment primary key,
  author_id int not null,
  published date not null,
  key index_books_on_author_id (author_id),
  key index_books_on_author_id_and_published (author_id, published),
  constraint fk_rails_books_author foreign key (author_id) references authors (id)
);
--- data
insert into authors (name) values ('a'), ('b');
insert into books (author_id, published) select 1, '2020-01-01' from seq_1_to_:rows;
--- old
select id, published from books where author_id = 1 order by published desc, id limit 3;
insert into books (author_id, published) values (1, '2021-01-01');
delete from authors where id = 2;
update books set author_id = 2 where id = 4;
--- migration
DROP INDEX `index_books_on_author_id` ON `books`;
