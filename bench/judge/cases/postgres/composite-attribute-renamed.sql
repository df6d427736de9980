-- verdict: unsafe
-- hazard: none
-- why: (place).zip is not there any more
--- schema
create type place as (street text, zip text);
create table shops (id int primary key, at place);
--- data
insert into shops select g, row('s', 'z')::place from generate_series(1, :rows) g;
--- old
select (at).zip from shops where id = 1;
insert into shops values (-1, row('a', 'b'));
--- migration
alter type place rename attribute zip to postcode;
