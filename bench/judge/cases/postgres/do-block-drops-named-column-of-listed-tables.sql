-- verdict: unsafe
-- hazard: data-loss
-- why: format() is given literals only, so the block plainly drops legacy_ref of both tables
--- schema
create table suppliers (id integer primary key, name text not null, legacy_ref varchar(40));
create table parts (id integer primary key, supplier_id integer references suppliers (id), legacy_ref varchar(40));
--- data
insert into suppliers select g, 's' || g, 'L' || g from generate_series(1, :rows) g;
insert into parts select g, g, 'P' || g from generate_series(1, :rows) g;
--- old
select id, name, legacy_ref from suppliers where id = 4;
insert into parts (id, supplier_id, legacy_ref) values (900001, 4, 'P0');
--- migration
do $$
declare
  t text;
begin
  foreach t in array array['suppliers', 'parts'] loop
    execute format('alter table %I drop column if exists %I', t, 'legacy_ref');
  end loop;
end $$;
