-- verdict: unsafe
-- hazard: none
-- why: the cast names the type
--- schema
create type mood as enum ('ok', 'bad');
create table diary (id int primary key, mood mood not null default 'ok');
--- data
insert into diary (id) select g from generate_series(1, :rows) g;
--- old
insert into diary values (-1, 'bad'::mood);
select id from diary where mood = 'ok' and id < 3;
--- queries
insert into diary values ($1, $2::mood);
--- migration
alter type mood rename to diary_mood;
