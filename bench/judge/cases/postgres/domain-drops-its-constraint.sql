-- verdict: safe
-- hazard: none
-- why: a weaker domain refuses nothing that it took before, and the tables are not touched
--- schema
create domain us_zip as text constraint zip_digits check (value ~ '^[0-9]{5}$');
create table stores (
  store_id integer primary key,
  zip us_zip not null
);
--- data
insert into stores select g, lpad((g % 99999)::text, 5, '0') from generate_series(1, :rows) g;
--- old
select store_id, zip from stores where store_id = 1;
insert into stores values (-1, '90210');
update stores set zip = '10001' where store_id = 2;
delete from stores where store_id = 3;
--- migration
alter domain us_zip drop constraint zip_digits;
alter domain us_zip drop constraint if exists zip_plus4;
