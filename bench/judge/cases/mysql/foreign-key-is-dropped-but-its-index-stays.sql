-- verdict: safe
-- hazard: none
-- why: a RESTRICT key goes from the definition alone; its index, which a query forces, was made with it and stays
--- schema
create table authors (
  id int not null primary key,
  name varchar(80) not null
);
create table books (
  id int not null primary key,
  author_id int null,
  title varchar(100) not null,
  constraint books_author_id_fk foreign key (author_id) references authors (id)
);
--- data
insert into authors select seq, 'a' from seq_1_to_50;
insert into books select seq, 1 + seq % 40, 't' from seq_1_to_:rows;
--- old
insert into books (id, author_id, title) values (-1, 3, 'n');
delete from authors where id = 50;
update books set author_id = null where id = 4;
select title from books force index (books_author_id_fk) where author_id = 3 and id = 2;
--- queries
select title from books force index (books_author_id_fk) where author_id = 3 and id = 2;
--- migration
alter table books drop foreign key books_author_id_fk;
