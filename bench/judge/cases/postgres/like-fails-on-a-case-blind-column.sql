-- verdict: unsafe
-- hazard: none
-- why: before 18 LIKE is refused for a nondeterministic collation, and ORDER BY differs
-- server-version: 15
--- schema
create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table logins (id int primary key, name text not null);
--- data
insert into logins select g, 'N' || g from generate_series(1, :rows) g;
--- old
select id from logins where name like 'N1%' and id < 20;
insert into logins values (-1, 'q');
--- migration
alter table logins alter column name type text collate ci;
