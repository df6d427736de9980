-- verdict: unsafe
-- hazard: rewrite
-- why: a new column whose domain has a CHECK makes the server rewrite the table even with no default
--- schema
create domain postal_code as text check (value ~ '^[0-9]{5}$');
create table addresses (
  id bigint primary key,
  street text not null,
  city text not null
);
--- data
insert into addresses select g, 'Street ' || g, 'Town' from generate_series(1, :rows) g;
--- old
select id, street, city from addresses where id = 1;
insert into addresses (id, street, city) values (-1, 'Elm', 'Oak');
update addresses set city = 'Ulm' where id = 4;
--- migration
alter table addresses add column zip postal_code;
