-- verdict: unsafe
-- hazard: none
-- why: columns follow the new type name, but statements that say ::order_state name a type that is gone
--- schema
create type order_state as enum ('open', 'paid', 'sent');
create table orders (id bigint primary key, state order_state not null default 'open');
--- data
insert into orders (id) select g from generate_series(1, :rows) g;
--- old
update orders set state = 'paid'::order_state where id = 4;
select id, state from orders where state = any (array['paid', 'open']::order_state[]) and id < 5 order by id;
insert into orders (id) values (900001);
--- queries
select id, state from orders where state = any (array['paid', 'open']::order_state[]) and id < 5 order by id;
--- migration
alter type order_state rename to order_status;
