-- verdict: unsafe
-- hazard: none
-- why: NEW is null in a DELETE trigger, and a BEFORE trigger that returns null cancels the delete silently
--- schema
create table carts (id bigserial primary key, owner text not null);
--- data
insert into carts (owner) select 'o' || g from generate_series(1, :rows) g;
--- old
delete from carts where id = 1;
insert into carts (owner) values ('x') returning owner;
update carts set owner = 'y' where id = 2;
select owner from carts where id = 3;
--- migration
create table cart_log (cart_id bigint, op text, at timestamptz default now());
create function log_cart() returns trigger language plpgsql as $$
begin
  insert into cart_log (cart_id, op) values (coalesce(new.id, old.id), tg_op);
  return new;
end $$;
create trigger log_cart before insert or update or delete on carts for each row execute function log_cart();
