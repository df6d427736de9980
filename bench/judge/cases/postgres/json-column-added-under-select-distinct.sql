-- verdict: unsafe
-- hazard: none
-- why: SELECT DISTINCT over all columns of authors cannot compare a json column
--- schema
create table authors (id bigserial primary key, name varchar not null);
create table books (id bigserial primary key, author_id bigint not null references authors, title varchar not null);
--- data
insert into authors (name) select 'a' || g from generate_series(1, :rows) g;
insert into books (author_id, title) select g, 't' || g from generate_series(1, :rows) g;
--- old
select distinct authors.* from authors inner join books on books.author_id = authors.id where books.title = 't1';
insert into authors (name) values ('x');
insert into books (author_id, title) values (1, 'x');
delete from books where id = 1;
--- queries
select distinct authors.* from authors inner join books on books.author_id = authors.id where books.title = 't1';
--- migration
ALTER TABLE "authors" ADD "profile" json;
