-- verdict: unsafe
-- hazard: data-loss
-- why: the copy is complete, but the old version still reads and writes the columns that are dropped
--- schema
create table people (
  id bigint primary key,
  name text not null,
  street text,
  town text
);
--- data
insert into people select g, 'n', 's' || g, 't' from generate_series(1, :rows) g;
--- old
select id, name, street, town from people where id = 1;
insert into people (id, name, street, town) values (-1, 'N', 'S', 'T');
--- migration
create table people_addresses (person_id bigint primary key, street text, town text);
insert into people_addresses (person_id, street, town) select id, street, town from people;
alter table people drop column street, drop column town;
