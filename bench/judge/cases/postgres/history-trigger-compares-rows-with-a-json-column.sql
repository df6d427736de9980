-- verdict: unsafe
-- hazard: none
-- why: json has no equality, so comparing whole rows in the trigger fails at each update
--- schema
create table customers (id serial primary key, name text not null, preferences json);
--- data
insert into customers (name, preferences) select 'c' || g, '{"a":1}' from generate_series(1, :rows) g;
--- old
update customers set preferences = '{"a":2}' where id = 1;
update customers set name = name where id = 2;
insert into customers (name) values ('new');
select name, preferences from customers where id = 1;
delete from customers where id = 3;
--- migration
create table customer_history (customer_id int not null, changed_at timestamptz not null default now());
create function log_customer() returns trigger language plpgsql as $$
begin
  insert into customer_history (customer_id) values (new.id);
  return null;
end $$;
create trigger log_customer after update on customers
  for each row when (old.* is distinct from new.*) execute function log_customer();
