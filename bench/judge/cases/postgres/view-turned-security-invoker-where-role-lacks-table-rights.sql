-- verdict: unsafe
-- hazard: none
-- why: the view now checks the caller's rights on employees, and app was granted only the view
-- role: app
-- server-version: 15
--- schema
create role app;
create table employees (id integer primary key, full_name text not null, salary integer not null);
create view staff_directory as select id, full_name from employees;
grant select on staff_directory to app;
--- data
insert into employees select g, 'e' || g, 1000 + g from generate_series(1, :rows) g;
--- old
select id, full_name from staff_directory where id = 12;
--- migration
alter view staff_directory set (security_invoker = true);
