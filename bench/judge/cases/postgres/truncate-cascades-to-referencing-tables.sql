-- verdict: unsafe
-- hazard: data-loss
-- why: CASCADE empties the tables that refer to the lookup table as well
--- schema
create table countries (code text primary key, name text not null);
create table addresses (
  id integer primary key,
  country_code text not null references countries (code) on delete restrict,
  street text
);
--- data
insert into countries select 'c' || g, 'n' from generate_series(1, 50) g;
insert into addresses select g, 'c' || (1 + g % 50), 's' from generate_series(1, :rows) g;
--- old
select code, name from countries where code = 'c1';
select id, street from addresses where id = 1;
insert into addresses values (-1, 'c1', 'x');
delete from addresses where id = 2;
--- migration
truncate countries cascade;
insert into countries (code, name) values ('DE', 'Germany'), ('FR', 'France');
