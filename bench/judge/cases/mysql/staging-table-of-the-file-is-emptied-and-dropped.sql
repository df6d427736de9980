-- verdict: safe
-- hazard: none
-- why: what is truncated, deleted and dropped was made by the same file
--- schema
create table countries (
  iso char(2) not null primary key,
  name varchar(80) not null
);
--- data
insert into countries values ('DE', 'Germany'), ('FR', 'France');
--- old
select name from countries where iso = 'DE';
select iso from countries order by iso limit 1;
update countries set name = 'Frankreich' where iso = 'FR';
--- migration
create table countries_import_20240611 (iso char(2) not null primary key, name varchar(80) not null);
insert into countries_import_20240611 values ('XK', 'Kosovo'), ('ZZ', 'Unknown');
delete from countries_import_20240611 where iso = 'ZZ';
insert ignore into countries (iso, name) values ('XK', 'Kosovo');
truncate table countries_import_20240611;
drop table countries_import_20240611;
