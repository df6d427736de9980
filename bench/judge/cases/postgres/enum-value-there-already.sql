-- verdict: safe
-- hazard: none
-- why: nothing changes
--- schema
create type mood as enum ('sad', 'ok');
create table people (id int primary key, mood mood);
--- data
insert into people select g, 'ok' from generate_series(1, :rows) g;
--- old
select id, mood from people where id = 1;
insert into people values (-1, 'sad');
--- migration
alter type mood add value if not exists 'ok';
