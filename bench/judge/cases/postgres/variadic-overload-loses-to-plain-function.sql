-- verdict: safe
-- hazard: none
-- why: a function that matches without VARIADIC expansion is preferred, so one-argument calls keep their function
--- schema
create table rates (zone text primary key, base numeric(8,2) not null);
create function rate_for(p_zone text) returns numeric
language sql stable as $$ select base from rates where zone = p_zone $$;
--- data
insert into rates select 'Z' || g, g from generate_series(1, :rows) g;
--- old
select rate_for('Z7');
select r.zone, rate_for(r.zone) from rates r where r.zone = 'Z9';
update rates set base = 4 where zone = 'Z7';
--- queries
select rate_for('Z7');
--- migration
create function rate_for(variadic p_zones text[]) returns numeric
language sql stable as $$ select max(base) from rates where zone = any (p_zones) $$;
