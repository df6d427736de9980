-- verdict: unsafe
-- hazard: none
-- why: SELECT * needs the right on every column
-- role: app
--- schema
create table cards (id int primary key, owner text);
create role app;
grant select (id, owner), insert (id, owner) on cards to app;
--- data
insert into cards select g, 'o' from generate_series(1, :rows) g;
--- old
select id, owner from cards where id = 1;
select * from cards where id = 1;
insert into cards (id, owner) values (-1, 'x');
--- migration
alter table cards add column pin text;
