-- verdict: unsafe
-- hazard: none
-- why: a foreign key onto a column without a unique index makes deletes of the parent fail with foreign key mismatch
--- schema
create table warehouse (id integer primary key, code text not null, city text);
create index warehouse_code on warehouse (code);
--- data
insert into warehouse select g, 'W' || g, 'x' from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
delete from warehouse where id = 5;
insert into warehouse (code, city) values ('W0', 'Bern');
select id, city from warehouse where code = 'W3';
--- migration
create table stock_count (
  id integer primary key,
  warehouse_code text not null references warehouse (code) on delete cascade,
  counted integer not null
);
