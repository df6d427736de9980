-- verdict: safe
-- hazard: none
-- why: the trigger function is SECURITY DEFINER with its search_path fixed, so app needs no rights on the audit table
-- role: app
--- schema
create role app;
create table salaries (emp_id integer primary key, cents integer not null);
grant select, insert, update on salaries to app;
--- data
insert into salaries select g, g from generate_series(1, :rows) g;
--- old
update salaries set cents = 5 where emp_id = 3;
insert into salaries (emp_id, cents) values (900001, 9);
select cents from salaries where emp_id = 3;
--- migration
create table salary_audit (id bigint generated always as identity primary key, emp_id integer not null, was integer, is_now integer not null);
create function audit_salary() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into salary_audit (emp_id, was, is_now) values (new.emp_id, old.cents, new.cents);
  return null;
end $$;
create trigger salaries_audit after insert or update on salaries for each row execute function audit_salary();
