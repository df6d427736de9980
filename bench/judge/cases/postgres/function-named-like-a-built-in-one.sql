-- verdict: safe
-- hazard: none
-- why: with the same arguments pg_catalog is searched first, so that the application still calls the server's function
--- schema
create table coupons (id uuid primary key default gen_random_uuid(), code text not null);
--- data
insert into coupons (code) select 'K' || g from generate_series(1, :rows) g;
--- old
insert into coupons (id, code) values (gen_random_uuid(), upper('ÜBER50')) returning code;
insert into coupons (code) values ('x');
select code from coupons where upper(code) = 'K1';
update coupons set code = 'y' where code = 'K2';
--- queries
select code from coupons where upper(code) = 'K1';
--- migration
create or replace function public.gen_random_uuid() returns uuid language sql as $$ select md5(random()::text || clock_timestamp()::text)::uuid $$;
create or replace function public.upper(text) returns text language sql immutable as $$ select translate(pg_catalog.upper($1), 'ÄÖÜ', 'AOU') $$;
