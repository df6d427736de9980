-- verdict: safe
-- hazard: none
-- why: policies have no effect until row level security is enabled on the table
-- role: app
--- schema
create role app;
create table cases (id integer primary key, tenant_id integer not null, subject text not null);
grant select, insert, update, delete on cases to app;
--- data
insert into cases select g, g % 4, 's' || g from generate_series(1, :rows) g;
--- old
select id, subject from cases where tenant_id = 2 and id < 50 order by id;
insert into cases (id, tenant_id, subject) values (900001, 3, 'x');
update cases set subject = 'y' where id = 3;
delete from cases where id = 4;
--- migration
create policy tenant_only on cases as restrictive for all to app using (tenant_id = current_setting('app.tenant_id')::integer);
create policy tenant_access on cases for all to app using (true);
