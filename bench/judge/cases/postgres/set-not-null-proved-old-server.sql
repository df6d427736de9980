-- verdict: unsafe
-- hazard: scan
-- why: before 12 the check was no proof
-- server-version: 11
--- schema
create table users (id int primary key, active2 boolean, constraint there check (active2 is not null));
--- data
insert into users select g, true from generate_series(1, :rows) g;
--- old
select id, active2 from users where id = 1;
insert into users values (-1, true);
--- migration
alter table users alter column active2 set not null;
