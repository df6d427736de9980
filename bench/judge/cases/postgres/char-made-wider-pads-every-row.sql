-- verdict: unsafe
-- hazard: rewrite
-- why: unlike varchar, char(n) stores its padding, so the table is rewritten
--- schema
create table warehouses (
  code char(4) primary key,
  city text not null
);
create table bins (
  id integer primary key,
  warehouse_code char(4) not null,
  label text
);
--- data
insert into bins select g, 'W' || (g % 10), 'bin ' || g from generate_series(1, :rows) g;
--- old
select id, warehouse_code, label from bins where id = 1;
insert into bins values (-1, 'W1', 'x');
update bins set label = 'y' where id = 2;
delete from bins where id = 3;
select code, city from warehouses where code = 'W1';
--- migration
alter table bins alter column warehouse_code type char(8);
