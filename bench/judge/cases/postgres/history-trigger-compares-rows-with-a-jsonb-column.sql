-- verdict: safe
-- hazard: none
-- why: jsonb has an equality operator, so the whole rows can be compared, and the log is written in a table of the migration's own
--- schema
create table suppliers (id serial primary key, name text not null, contacts jsonb);
--- data
insert into suppliers (name, contacts) select 'c' || g, '{"a":1}' from generate_series(1, :rows) g;
--- old
update suppliers set contacts = '{"a":2}' where id = 1;
update suppliers set name = name where id = 2;
insert into suppliers (name) values ('new');
select name, contacts from suppliers where id = 1;
delete from suppliers where id = 3;
--- migration
create table supplier_history (supplier_id int not null, changed_at timestamptz not null default now());
create function log_supplier() returns trigger language plpgsql as $$
begin
  insert into supplier_history (supplier_id) values (new.id);
  return null;
end $$;
create trigger log_supplier after update on suppliers
  for each row when (old.* is distinct from new.*) execute function log_supplier();
