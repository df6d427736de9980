-- verdict: unsafe
-- hazard: rewrite
-- why: a STORED generated column is computed for every row, which rewrites the table
--- schema
create table people (
  id bigserial primary key,
  first_name text not null,
  last_name text not null
);
--- data
insert into people (first_name, last_name) select 'a' || g, 'b' from generate_series(1, :rows) g;
--- old
select first_name, last_name from people where id = 1;
insert into people (first_name, last_name) values ('x', 'y');
update people set last_name = 'z' where id = 1;
--- migration
ALTER TABLE people ADD COLUMN full_name text GENERATED ALWAYS AS (first_name || ' ' || last_name) STORED;
