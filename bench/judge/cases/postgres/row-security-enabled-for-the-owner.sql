-- verdict: safe
-- hazard: none
-- why: the application owns the table, and row security is not FORCEd, so it passes by the owner
-- role: rls_owner
--- schema
create role rls_owner;
create table notes (
  id integer primary key,
  tenant_id integer not null,
  body text
);
alter table notes owner to rls_owner;
--- data
insert into notes select g, g % 5, 'n' from generate_series(1, :rows) g;
--- old
select id, body from notes where tenant_id = 1 order by id limit 3;
insert into notes values (-1, 2, 'x');
update notes set body = 'y' where id = 2;
delete from notes where id = 3;
--- migration
alter table notes enable row level security;
create policy notes_tenant on notes using (tenant_id = current_setting('app.tenant', true)::integer);
