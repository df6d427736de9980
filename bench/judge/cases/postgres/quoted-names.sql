-- verdict: unsafe
-- hazard: data-loss
-- why: statements that name it fail
--- schema
create table "Order Lines" (id int primary key, "Größe" int);
--- data
insert into "Order Lines" select g, g from generate_series(1, :rows) g;
--- old
select id, "Größe" from "Order Lines" where id = 1;
--- migration
alter table "Order Lines" drop column "Größe";
