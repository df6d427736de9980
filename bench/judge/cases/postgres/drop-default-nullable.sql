-- verdict: unsafe
-- hazard: none
-- why: an INSERT that does not name it gets NULL
--- schema
create table items (id int primary key, kind text default 'plain');
--- data
insert into items select g from generate_series(1, :rows) g;
--- old
insert into items (id) values (-1) returning id, kind;
select id, kind from items where id = 1;
--- migration
alter table items alter column kind drop default;
