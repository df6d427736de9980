-- verdict: safe
-- hazard: none
-- why: a generated column takes no place in VALUES, and a virtual one is computed only when read
--- schema
create table person (id integer primary key, first text not null, last text not null);
--- data
insert into person select g, 'f' || g, 'l' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into person values (-1, 'Ada', 'L');
select id, first, last from person where id = 5;
update person set last = 'x' where id = 4;
--- queries
insert into person values (?, ?, ?);
select id, first, last from person where id = ?
--- migration
alter table person add column full_name text generated always as (first || ' ' || last) virtual;
