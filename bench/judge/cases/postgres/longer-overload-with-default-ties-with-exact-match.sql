-- verdict: unsafe
-- hazard: none
-- why: an exact match is not preferred to one that fills a default, so order_total(id) is "not unique"
--- schema
create table order_lines (id bigserial primary key, order_id bigint not null, qty integer not null, unit_price numeric(10,2) not null);
create index order_lines_order_id on order_lines (order_id);
create function order_total(order_id bigint) returns numeric
language sql stable as $$ select sum(l.qty * l.unit_price) from order_lines l where l.order_id = $1 $$;
--- data
insert into order_lines (order_id, qty, unit_price) select g / 3, 2, 4.50 from generate_series(1, :rows) g;
--- old
select order_total(12);
select order_total(l.order_id) from order_lines l where l.id = 9;
insert into order_lines (order_id, qty, unit_price) values (12, 1, 3.00);
--- queries
select order_total(12);
--- migration
create function order_total(order_id bigint, with_tax boolean default true) returns numeric
language sql stable as $$ select sum(l.qty * l.unit_price) * case when $2 then 1.19 else 1 end from order_lines l where l.order_id = $1 $$;
