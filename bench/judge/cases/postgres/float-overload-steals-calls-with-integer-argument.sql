-- verdict: unsafe
-- hazard: none
-- why: an integer argument now prefers the double precision overload, which neither rounds nor returns numeric
--- schema
create table invoice (id serial primary key, net_cents integer not null, issued_on date not null default current_date);
create function vat_of(amount numeric) returns numeric
language sql immutable as $$ select round(amount * 0.19, 2) $$;
--- data
insert into invoice (net_cents) select g * 7 from generate_series(1, :rows) g;
--- old
select id, net_cents, vat_of(net_cents) from invoice where id = 5;
insert into invoice (net_cents) values (1999);
--- queries
select id, net_cents, vat_of(net_cents) from invoice where id = $1;
--- migration
create function vat_of(amount double precision) returns double precision
language sql immutable as $$ select amount * 0.19 $$;
