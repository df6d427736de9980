-- verdict: safe
-- hazard: none
-- why: the application owns the table, and owners pass row security unless it is FORCEd
-- role: app
--- schema
create role app;
grant create, usage on schema public to app;
create table notes (id integer primary key, owner_id integer not null, body text not null);
alter table notes owner to app;
--- data
insert into notes select g, g % 3, 'b' from generate_series(1, :rows) g;
--- old
select count(*) > 0 from notes where owner_id = 1;
insert into notes (id, owner_id, body) values (-1, 1, 'x');
delete from notes where id = 1;
--- migration
alter table notes enable row level security;
