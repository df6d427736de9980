-- verdict: unsafe
-- hazard: rewrite
-- why: the whole table is computed again
--- schema
create table lines (id int primary key, qty int, price numeric, total numeric generated always as (qty * price) stored);
--- data
insert into lines (id, qty, price) select g, 1, 2 from generate_series(1, :rows) g;
--- old
select id, total from lines where id = 1;
insert into lines (id, qty, price) values (-1, 1, 1);
--- migration
alter table lines add column total2 numeric generated always as (qty * price * 2) stored;
