-- verdict: unsafe
-- hazard: data-loss
-- why: OR REPLACE deletes the row that already has the lowered name
--- schema
create table tags (id integer primary key, name text not null unique, color text);
--- data
insert into tags select g, case g % 2 when 0 then 'tag' || (g / 2) else 'Tag' || (g / 2) end, 'c' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
select name, color from tags where id = 8;
select name, color from tags where id = 9;
insert into tags (name, color) values ('fresh', 'red');
--- migration
UPDATE OR REPLACE tags SET name = lower(name) WHERE name <> lower(name);
