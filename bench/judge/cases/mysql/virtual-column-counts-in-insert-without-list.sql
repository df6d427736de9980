-- verdict: unsafe
-- hazard: none
-- why: a visible generated column counts as a column of INSERT without a list
--- schema
create table basket_lines (
  basket_id int not null,
  sku varchar(30) not null,
  qty int not null,
  price_cents int not null,
  primary key (basket_id, sku)
);
--- data
insert into basket_lines select seq, 'A1', 2, 250 from seq_1_to_:rows;
--- old
insert into basket_lines values (900000, 'B7', 1, 100);
select sku, qty from basket_lines where basket_id = 7;
update basket_lines set qty = 3 where basket_id = 8 and sku = 'A1';
--- queries
insert into basket_lines values (?, ?, ?, ?);
--- migration
alter table basket_lines add column total_cents int generated always as (qty * price_cents) virtual;
