-- verdict: safe
-- hazard: none
-- why: only the staging table, which this migration made, is emptied; nothing refers to it
--- schema
create table zip_codes (zip text primary key, city text not null);
--- data
insert into zip_codes select 'z' || g, 'c' from generate_series(1, :rows) g;
--- old
select city from zip_codes where zip = 'z1';
insert into zip_codes values ('z-1', 'x');
update zip_codes set city = 'y' where zip = 'z2';
delete from zip_codes where zip = 'z3';
--- migration
create table zip_codes_staging (like zip_codes including all);
insert into zip_codes_staging select zip, city from zip_codes;
lock table zip_codes_staging in access exclusive mode;
truncate table zip_codes_staging restart identity cascade;
