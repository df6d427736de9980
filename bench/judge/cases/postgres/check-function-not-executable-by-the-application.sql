-- verdict: unsafe
-- hazard: none
-- why: a function in a CHECK runs as the one who writes, who lost the EXECUTE that PUBLIC had
-- role: signup_app
--- schema
create role signup_app;
create function is_phone(t text) returns boolean language plpgsql immutable as $$
begin return t ~ '^[+0-9 ]+$'; end $$;
create table phone_numbers (
  id integer primary key,
  number text not null check (is_phone(number))
);
grant select, insert, update on phone_numbers to signup_app;
--- data
insert into phone_numbers select g, '+49 ' || g from generate_series(1, :rows) g;
--- old
select id, number from phone_numbers where id = 1;
insert into phone_numbers values (-1, '+44 1');
update phone_numbers set number = '+1 2' where id = 2;
--- migration
revoke all on all functions in schema public from public;
