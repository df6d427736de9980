-- verdict: safe
-- hazard: none
-- why: the role reads by its grant on the whole table, which a REVOKE of one column does not take away
-- role: crm_app
--- schema
create role crm_app;
create table patients (
  id integer primary key,
  name text not null,
  ssn text
);
grant select, insert, update on patients to crm_app;
--- data
insert into patients select g, 'p' || g, 'x' from generate_series(1, :rows) g;
--- old
select id, name, ssn from patients where id = 1;
insert into patients values (-1, 'New', '123');
update patients set ssn = '9' where id = 2;
--- migration
revoke select (ssn) on patients from crm_app;
revoke delete on patients from crm_app;
