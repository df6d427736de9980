-- verdict: unsafe
-- hazard: rewrite
-- why: SET EXPRESSION (new in 17) computes the stored column of every row anew under ACCESS EXCLUSIVE
-- server-version: 17
--- schema
create table line_items (
  id integer primary key,
  net integer not null,
  gross integer generated always as (net * 119 / 100) stored
);
--- data
insert into line_items (id, net) select g, g from generate_series(1, :rows) g;
--- old
select id, net, gross from line_items where id = 1;
insert into line_items (id, net) values (-1, 100);
update line_items set net = 4 where id = 2;
delete from line_items where id = 3;
--- migration
alter table line_items alter column gross set expression as (net * 120 / 100);
