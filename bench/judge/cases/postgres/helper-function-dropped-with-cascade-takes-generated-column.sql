-- verdict: unsafe
-- hazard: data-loss
-- why: the generated column depends on the function and is dropped by CASCADE, though it looks like a clean-up of code
--- schema
create table leads (id integer primary key, phone text not null);
create function digits_only(p text) returns text language sql immutable strict as $$ select regexp_replace(p, '\D', '', 'g') $$;
alter table leads add column phone_digits text generated always as (digits_only(phone)) stored;
create index leads_phone_digits on leads (phone_digits);
--- data
insert into leads (id, phone) select g, '+49 30 ' || g from generate_series(1, :rows) g;
--- old
select id, phone from leads where phone_digits = '493012';
insert into leads (id, phone) values (900001, '+1 555 01');
--- migration
drop function digits_only(text) cascade;
