-- verdict: safe
-- hazard: none
-- why: there is no discount(integer); IF EXISTS drops nothing and discount(numeric) stays
--- schema
create table quotes (id integer primary key, total numeric not null);
create function discount(amount numeric) returns numeric language sql immutable as $$ select amount * 0.9 $$;
--- data
insert into quotes select g, 100 from generate_series(1, :rows) g;
--- old
select id, discount(total) from quotes where id = 1;
select discount(5);
insert into quotes (id, total) values (-1, 3);
--- queries
select id, discount(total) from quotes where id = $1;
--- migration
drop function if exists discount(integer);
create table discount_codes (code text primary key, percent integer not null check (percent between 1 and 100));
