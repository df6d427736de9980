-- verdict: unsafe
-- hazard: none
-- why: permissive policies are joined by OR, so the application now sees every published row of other tenants
-- role: app
--- schema
create role app;
create table docs (id integer primary key, tenant integer not null, published boolean not null);
alter table docs enable row level security;
create policy by_tenant on docs for all to app using (tenant = 1);
grant select, insert on docs to app;
--- data
insert into docs select g, g % 4, g % 2 = 0 from generate_series(1, :rows) g;
--- old
select count(*) from docs;
insert into docs (id, tenant, published) values (-1, 1, false);
--- migration
create policy only_published on docs for select to app using (published);
