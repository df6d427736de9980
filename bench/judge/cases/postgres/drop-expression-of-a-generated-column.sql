-- verdict: unsafe
-- hazard: none
-- why: the values stay, but rows the old version inserts no longer get their total computed
--- schema
create table order_lines (
  id bigserial primary key,
  quantity integer not null,
  unit_price integer not null,
  line_total integer generated always as (quantity * unit_price) stored
);
--- data
insert into order_lines (quantity, unit_price) select 2, g from generate_series(1, :rows) g;
--- old
select line_total from order_lines where id = 1;
insert into order_lines (quantity, unit_price) values (3, 4) returning line_total;
update order_lines set quantity = 5 where id = 1 returning line_total;
--- migration
ALTER TABLE order_lines ALTER COLUMN line_total DROP EXPRESSION;
