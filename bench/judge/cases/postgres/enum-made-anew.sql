-- verdict: unsafe
-- hazard: rewrite
-- why: the table is written anew for another enum
-- transaction: yes
--- schema
create type mood as enum ('sad', 'ok');
create table people (id int primary key, mood mood);
--- data
insert into people select g, 'ok' from generate_series(1, :rows) g;
--- old
select id, mood from people where id = 1;
insert into people values (-1, 'sad');
--- migration
alter type mood rename to mood_old;
create type mood as enum ('sad', 'ok', 'glad');
alter table people alter column mood type mood using mood::text::mood;
drop type mood_old;
