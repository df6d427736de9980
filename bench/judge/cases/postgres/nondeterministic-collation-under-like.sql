-- verdict: unsafe
-- hazard: none
-- why: pattern matching is not supported for nondeterministic collations, and the recorded search uses LIKE
--- schema
create table tags (id integer primary key, name text not null);
--- data
insert into tags select g, 'tag' || g from generate_series(1, :rows) g;
--- old
select id, name from tags where name like 'tag1%' and id = 1;
insert into tags (id, name) values (-1, 'New');
--- queries
select id, name from tags where name like 'tag1%' and id = $1;
--- migration
create collation case_insensitive (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
alter table tags alter column name type text collate case_insensitive;
