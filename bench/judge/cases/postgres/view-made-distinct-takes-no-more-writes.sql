-- verdict: unsafe
-- hazard: none
-- why: a view with DISTINCT is not automatically updatable, so inserts and updates through it fail
--- schema
create table contact_rows (id bigint primary key, email text not null, hidden boolean not null default false);
create view contacts as select id, email from contact_rows where not hidden;
--- data
insert into contact_rows (id, email) select g, 'u' || g from generate_series(1, :rows) g;
--- old
select id, email from contacts where id = 4;
insert into contacts (id, email) values (900001, 'new@x.org');
update contacts set email = 'z@x.org' where id = 4;
--- migration
create or replace view contacts as select distinct id, email from contact_rows where not hidden;
