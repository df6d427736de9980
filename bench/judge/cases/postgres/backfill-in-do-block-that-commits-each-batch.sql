-- verdict: safe
-- hazard: none
-- why: the block runs outside a transaction and commits after each 500 rows by key, so no row is locked for long
-- transaction: no
--- schema
create table orders (id bigint primary key, total numeric(10,2) not null, note text);
--- data
insert into orders select g, g, null from generate_series(1, :rows) g;
--- old
select id, total from orders where id = 3;
update orders set note = 'x' where id = 3;
insert into orders (id, total) values (900001, 4.50);
--- migration
alter table orders add column total_cents bigint;
do $$
declare
  from_id bigint := 0;
  last_id bigint := (select coalesce(max(id), 0) from orders);
begin
  while from_id < last_id loop
    update orders set total_cents = (total * 100)::bigint
      where id > from_id and id <= from_id + 500 and total_cents is null;
    from_id := from_id + 500;
    commit;
  end loop;
end $$;
