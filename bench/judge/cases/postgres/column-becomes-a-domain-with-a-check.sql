-- verdict: unsafe
-- hazard: rewrite
-- why: a domain with a constraint is not binary-coercible: the table is rewritten to check each value
--- schema
create domain positive_int as integer constraint positive_int_check check (value > 0);
create table cart_items (
  id integer primary key,
  cart_id integer not null,
  quantity integer not null
);
--- data
insert into cart_items select g, g, 1 from generate_series(1, :rows) g;
--- old
select id, cart_id, quantity from cart_items where id = 1;
insert into cart_items values (-1, 1, 3);
update cart_items set quantity = quantity + 1 where id = 2;
delete from cart_items where id = 3;
--- migration
alter table cart_items alter column quantity type positive_int;
