-- verdict: unsafe
-- hazard: rewrite
-- why: varchar to text is free, but an array of it is coerced element by element, and the table is rewritten
--- schema
create table songs (id serial primary key, name text not null, moods varchar(20)[] not null default '{}');
--- data
insert into songs (name, moods) select 'r' || g, array['quick', 'n' || g] from generate_series(1, :rows) g;
--- old
insert into songs (name, moods) values ('soup', '{hot,red}');
select name, moods from songs where id = 1;
update songs set moods = '{a}' where id = 2;
delete from songs where id = 3;
--- migration
ALTER TABLE songs ALTER COLUMN moods TYPE text[];
