-- verdict: safe
-- hazard: none
-- why: the application's role owns the table and without FORCE an owner is not bound by row security
-- role: app
--- schema
create role app;
create table notes (
  id serial primary key,
  tenant_id integer not null,
  body text not null
);
alter table notes owner to app;
--- data
insert into notes (tenant_id, body) select g, 'b' from generate_series(1, :rows) g;
--- old
select body from notes where id = 1;
select count(*) from notes;
insert into notes (tenant_id, body) values (1, 'n');
update notes set body = 'c' where id = 2;
delete from notes where id = 3;
--- migration
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY notes_by_tenant ON notes USING (tenant_id = current_setting('app.tenant_id')::integer);
