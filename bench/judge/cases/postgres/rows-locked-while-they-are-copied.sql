-- verdict: unsafe
-- hazard: lock
-- why: FOR UPDATE locks every row of the source until the copy is committed
--- schema
create table inventory (id integer primary key, warehouse text not null, on_hand integer not null);
--- data
insert into inventory select g, 'w', g from generate_series(1, :rows) g;
--- old
select id, on_hand from inventory where id = 1;
insert into inventory values (-1, 'w', 1);
update inventory set on_hand = on_hand - 1 where id = 2;
delete from inventory where id = 3;
--- migration
create table inventory_v2 (id integer primary key, location text not null, on_hand integer not null);
insert into inventory_v2 (id, location, on_hand) select id, warehouse, on_hand from inventory for update;
