-- verdict: safe
-- hazard: none
-- why: neither rows nor index are written anew
--- schema
create table products (id int primary key, title varchar(200) not null, stock int not null default 0);
create index products_by_title on products (title);
--- data
insert into products select g, 't' || g from generate_series(1, :rows) g;
--- old
select title from products where id = 3;
insert into products values (-1, 'x');
update products set stock = 4 where id = 3;
--- migration
alter table products alter column title type text using title::text;
