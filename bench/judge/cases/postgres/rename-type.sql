-- verdict: unsafe
-- hazard: none
-- why: casts to it fail
--- schema
create type mood as enum ('ok', 'sad');
create table people (id int primary key, feels mood);
--- data
insert into people select g, 'ok' from generate_series(1, :rows) g;
--- old
select id from people where feels = 'ok'::mood and id = 1;
--- migration
alter type mood rename to feeling;
