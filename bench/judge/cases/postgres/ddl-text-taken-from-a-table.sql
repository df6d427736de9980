-- verdict: needs-info
-- hazard: none
-- why: the statements that run are rows of schema_patches, which neither the schema nor the migration shows
--- schema
create table schema_patches (step integer primary key, ddl text not null, applied_at timestamptz);
create table vehicles (id bigint primary key, plate text not null, color text);
--- data
insert into schema_patches values (12, 'alter table vehicles add column vin text', null);
insert into vehicles select g, 'p' || g, 'red' from generate_series(1, :rows) g;
--- old
select id, plate, color from vehicles where id = 4;
insert into vehicles (id, plate, color) values (900001, 'X', 'blue');
--- migration
do $$
declare
  patch record;
begin
  for patch in select step, ddl from schema_patches where applied_at is null order by step loop
    execute patch.ddl;
    update schema_patches set applied_at = now() where step = patch.step;
  end loop;
end $$;
