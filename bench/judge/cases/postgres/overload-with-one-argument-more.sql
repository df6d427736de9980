-- verdict: safe
-- hazard: none
-- why: the old call has one argument and finds its function
--- schema
create table prices (id int primary key, net numeric not null, code text);
create function gross(n numeric) returns numeric language sql immutable as $$ select n * 1.19 $$;
--- data
insert into prices select g, g, 'c' from generate_series(1, :rows) g;
--- old
select id, gross(net) from prices where id = 3;
insert into prices values (-1, 5);
--- queries
select id, gross(net) from prices where id = $1;
--- migration
create function gross(n numeric, rate numeric) returns numeric language sql immutable as $$ select n * (1 + rate) $$;
