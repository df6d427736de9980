-- verdict: safe
-- hazard: none
-- why: only an index depends on pg_trgm, LIKE is the server's own, and the lock is brief
--- schema
create extension pg_trgm;
create table contacts (id serial primary key, name text not null);
create index contacts_name_trgm on contacts using gin (name gin_trgm_ops);
--- data
insert into contacts (name) select 'name ' || g from generate_series(1, :rows) g;
--- old
select count(*) from contacts where name ilike '%me 12%';
insert into contacts (name) values ('x');
update contacts set name = 'y' where id = 1;
delete from contacts where id = 2;
--- queries
select count(*) from contacts where name ilike '%me 12%';
--- migration
drop extension pg_trgm cascade;
