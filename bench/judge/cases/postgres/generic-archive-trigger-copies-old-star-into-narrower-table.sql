-- verdict: unsafe
-- hazard: none
-- why: the trigger expands OLD into one expression more than shipments_archive has columns, so every DELETE fails
--- schema
create table shipments (id bigint primary key, carrier text not null, weight_g integer);
create table shipments_archive (id bigint, carrier text, weight_g integer);
create function archive_row() returns trigger language plpgsql as $$
begin
  execute format('insert into %I select ($1).*', tg_table_name || '_archive') using old;
  return old;
end $$;
create trigger shipments_archive before delete on shipments for each row execute function archive_row();
--- data
insert into shipments select g, 'dhl', g from generate_series(1, :rows) g;
--- old
delete from shipments where id = 10;
insert into shipments (id, carrier, weight_g) values (900001, 'ups', 300);
select id, carrier from shipments where id = 11;
--- migration
alter table shipments add column tracking_code text;
