-- verdict: safe
-- hazard: none
-- why: VALIDATE CONSTRAINT takes SHARE UPDATE EXCLUSIVE and ROW SHARE, so reads and writes go on; the key is enforced already
--- schema
create table authors (
  id serial primary key,
  name text not null
);
create table books (
  id serial primary key,
  author_id integer not null,
  title text not null
);
alter table books add constraint books_author_id_fkey foreign key (author_id) references authors (id) not valid;
--- data
insert into authors (name) select 'a' || g from generate_series(1, 100) g;
insert into books (author_id, title) select 1 + g % 99, 't' || g from generate_series(1, :rows) g;
--- old
select title from books where id = 1;
insert into books (author_id, title) values (3, 'x');
update books set author_id = 4 where id = 1;
delete from books where id = 2;
insert into authors (name) values ('zz');
delete from authors where id = 100;
--- migration
SET lock_timeout = '5s';
ALTER TABLE books VALIDATE CONSTRAINT books_author_id_fkey;
