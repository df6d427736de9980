-- verdict: safe
-- hazard: none
-- why: a function returning SETOF venues follows the table's row type, and the callers name their columns
--- schema
create table "Venue" ("id" integer primary key, "title" text not null, "city" text);
create function venues_in(p_city text) returns setof "Venue"
language sql stable as $$ select * from "Venue" where "city" = p_city $$;
--- data
insert into "Venue" select g, 'v' || g, 'c' || g % 50 from generate_series(1, :rows) g;
--- old
select "id", "title" from venues_in('c7') order by "id";
insert into "Venue" ("id", "title", "city") values (900001, 'Arena', 'c7');
select "id", "title" from "Venue" where "id" = 3;
--- queries
select "id", "title" from venues_in('c7') order by "id";
--- migration
alter table "Venue" add column "capacity" integer;
