-- verdict: unsafe
-- hazard: none
-- why: a ROW of two fields can no longer be cast to the type that has three
--- schema
create type postal as (street text, city text);
create table customers (
  id integer primary key,
  home postal
);
--- data
insert into customers select g, row('Main ' || g, 'Oslo')::postal from generate_series(1, :rows) g;
--- old
select id, (home).city from customers where id = 1;
insert into customers (id, home) values (-1, row('High St', 'York')::postal);
update customers set home = row('Low St', 'Leeds')::postal where id = 2;
delete from customers where id = 3;
--- queries
insert into customers (id, home) values (-2, row('High St', 'York')::postal);
--- migration
alter type postal add attribute country text;
