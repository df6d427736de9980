-- verdict: safe
-- hazard: none
-- why: a disabled event trigger does nothing
-- transaction: yes
--- schema
create table visits (id int primary key, page text);
create function top_pages() returns setof text language plpgsql as $$
begin
  create temporary table seen on commit drop as select page from visits;
  return query select distinct page from seen;
end $$;
--- data
insert into visits select g, 'p' || g % 5 from generate_series(1, :rows) g;
--- old
select page from visits where id = 1;
select count(*) from top_pages();
insert into visits values (-1, 'x');
--- queries
select count(*) from top_pages();
--- migration
create function no_ddl() returns event_trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
create event trigger no_changes on ddl_command_start execute function no_ddl();
alter event trigger no_changes disable;
