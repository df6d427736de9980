-- verdict: safe
-- hazard: none
-- why: a column-level REVOKE takes nothing from a table-level grant
-- role: reporting
--- schema
create role reporting;
create table patients (id integer primary key, full_name text not null, ssn text);
grant select on patients to reporting;
--- data
insert into patients select g, 'P' || g, '1' from generate_series(1, :rows) g;
--- old
select id, full_name, ssn from patients where id = 1;
--- migration
revoke select (ssn) on patients from reporting;
