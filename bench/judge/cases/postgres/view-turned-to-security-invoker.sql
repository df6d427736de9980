-- verdict: unsafe
-- hazard: none
-- why: the view now reads its table with the caller's rights, and app has none on the table
-- role: app
-- server-version: 15
--- schema
create role app;
create table employees (id integer primary key, full_name text not null, salary numeric not null);
create view staff_directory as select id, full_name from employees;
grant select on staff_directory to app;
--- data
insert into employees select g, 'E' || g, 1000 from generate_series(1, :rows) g;
--- old
select id, full_name from staff_directory where id = 1;
--- migration
alter view staff_directory set (security_invoker = true);
