-- verdict: unsafe
-- hazard: none
-- why: it is no longer computed
--- schema
create table lines (id int primary key, price int, count int, total int generated always as (price * count) stored);
--- data
insert into lines (id, price, count) select g, 2, 3 from generate_series(1, :rows) g;
--- old
insert into lines (id, price, count) values (-1, 2, 3) returning total;
--- migration
alter table lines alter column total drop expression;
