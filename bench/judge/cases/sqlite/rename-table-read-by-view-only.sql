-- verdict: unsafe
-- hazard: none
-- why: it can no longer be written
--- schema
create table books (
  isbn text primary key,
  title text not null,
  year integer check (year > 1400),
  price real not null default 0,
  shelf text not null default 'A' references shelves (code)
);
create table shelves (code text primary key, room integer) without rowid;
create table loans (
  id integer primary key,
  isbn text not null references books (isbn) on update cascade,
  who text not null,
  due text,
  back integer not null default 0
);
create unique index loans_open on loans (isbn, who) where back = 0;
create index books_title on books (title collate nocase);
create view overdue as select id, who from loans where back = 0 and due < '2024-06-01';
create table changes (id integer primary key, what text);
create trigger loans_noted after insert on loans begin insert into changes (what) values ('loan of ' || new.isbn); end;
--- data
insert into shelves values ('A', 1), ('B', 2);
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into books (isbn, title, year) select 'i' || n, 't' || n, 1500 + n % 500 from g;
with recursive g(n) as (select 1 union all select n + 1 from g where n < :rows)
insert into loans (isbn, who, due) select 'i' || n, 'w' || n, '2024-05-05' from g;
--- old
select isbn, title, year, price, shelf from books where isbn = 'i1';
insert into books (isbn, title) values ('fresh', 'f') returning title, year, price, shelf;
update books set price = 3, year = 1999 where isbn = 'i2' returning price, year;
select id, isbn, who, due, back from loans where id = 1;
insert into loans (isbn, who) values ('i1', 'new') returning isbn, who, due, back;
update loans set back = 1 where id = 2 returning back;
delete from loans where id = 3 returning id;
select id, who from overdue where id = 4;
select room from shelves where code = 'A';
insert into shelves values ('Z', 9) on conflict do nothing returning code;
--- migration
begin;
alter table shelves rename to racks;
create view shelves as select code, room from racks;
commit;
