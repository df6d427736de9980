-- verdict: unsafe
-- hazard: none
-- why: casts to the domain fail
--- schema
create domain zip as text check (value ~ '^[0-9]+$');
create table places (id int primary key, zip zip);
--- data
insert into places select g, '123' from generate_series(1, :rows) g;
--- old
select '1'::zip;
select zip from places where id = 2;
--- migration
alter domain zip rename to postcode;
