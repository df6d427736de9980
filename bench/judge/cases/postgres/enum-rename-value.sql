-- verdict: unsafe
-- hazard: none
-- why: the old label is refused
--- schema
create type mood as enum ('ok', 'sad');
create table people (id int primary key, feels mood);
--- data
insert into people select g, 'ok' from generate_series(1, :rows) g;
--- old
select id, feels from people where id = 1;
insert into people values (-1, 'sad');
--- migration
alter type mood rename value 'sad' to 'blue';
