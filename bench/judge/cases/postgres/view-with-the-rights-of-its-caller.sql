-- verdict: unsafe
-- hazard: none
-- why: security_invoker makes the view read with the caller's rights, and the role has none on the table
-- role: report_ro
--- schema
create role report_ro;
create table employees (
  id integer primary key,
  full_name text not null,
  salary integer not null
);
create view staff_directory as select id, full_name from employees;
grant select on staff_directory to report_ro;
--- data
insert into employees select g, 'e' || g, 1000 from generate_series(1, :rows) g;
--- old
select id, full_name from staff_directory where id = 1;
--- migration
alter view staff_directory set (security_invoker = true);
