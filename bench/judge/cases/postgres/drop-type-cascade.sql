-- verdict: unsafe
-- hazard: data-loss
-- why: its columns go with it
--- schema
create type mood as enum ('ok', 'sad');
create table people (id int primary key, feels mood);
--- data
insert into people select g, 'ok' from generate_series(1, :rows) g;
--- old
select id, feels from people where id = 1;
--- migration
drop type mood cascade;
