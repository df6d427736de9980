-- verdict: safe
-- hazard: none
-- why: it is only text
--- schema
create table authors (
  id int unsigned not null auto_increment primary key,
  name varchar(90) not null,
  country char(2) default null,
  unique key authors_name (name)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create table books (
  id int unsigned not null auto_increment primary key,
  author_id int unsigned not null,
  isbn varchar(20) not null,
  title varchar(150) not null,
  genre enum('novel', 'poem', 'essay') not null default 'novel',
  pages smallint unsigned default null,
  price decimal(8, 2) not null default '0.00',
  printed date default null,
  shelf tinyint not null default 1,
  weight float default null,
  code varchar(20) character set ascii collate ascii_general_ci default null,
  place varchar(50) character set utf8mb3 collate utf8mb3_general_ci default null,
  unique key books_isbn (isbn),
  key books_author (author_id),
  key books_title (title),
  constraint books_author_fk foreign key (author_id) references authors (id),
  constraint books_price check (price >= 0)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create table loans (
  id bigint not null auto_increment primary key,
  book_id int unsigned not null,
  member varchar(60) not null,
  lent_at datetime not null default current_timestamp,
  back_at datetime default null,
  notes varchar(200) default null,
  token char(36) default null,
  key loans_member (member)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create view novels as select id, title, price from books where genre = 'novel';
--- data
insert into authors (name) select concat('a', seq) from seq_1_to_:rows;
insert into books (author_id, isbn, title, pages, printed) select seq, concat('i', seq), concat('t', seq), seq % 900, '2020-05-05' from seq_1_to_:rows;
insert into loans (book_id, member, lent_at, notes) select seq, concat('m', seq), '2024-01-01', concat('n', seq) from seq_1_to_:rows;
--- old
select id, name, country from authors where id = 1;
insert into authors (name) values ('fresh') returning name, country;
select id, author_id, isbn, title, genre, pages, price, printed, shelf, weight, code, place from books where id = 1;
insert into books (author_id, isbn, title) values (1, 'x', 'X') returning author_id, isbn, title, genre, pages, price, printed, shelf, weight, code, place;
update books set pages = 7, price = 3, title = 'y', printed = '2021-01-01', shelf = 2 where id = 2;
select id, book_id, member, lent_at, back_at, notes, token from loans where id = 1;
insert into loans (book_id, member, lent_at) values (1, 'x', '2024-02-02') returning book_id, member, lent_at, back_at, notes, token;
update loans set back_at = '2025-01-01', notes = 'n' where id = 2;
delete from loans where id = 3;
select id, title, price from novels where id = 4;
update novels set price = 5 where id = 5;
--- migration
/* alter table books drop column pages; */
alter table books add column colour varchar(9) null; # drop table loans;
-- truncate loans;
