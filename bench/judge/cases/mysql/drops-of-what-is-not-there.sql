-- verdict: safe
-- hazard: none
-- why: IF EXISTS, and none of it does
--- schema
create table kitchens (
  id int not null auto_increment primary key,
  name varchar(60) not null,
  area_sqm int null
);
--- data
insert into kitchens (name, area_sqm) select concat('k', seq), 10 from seq_1_to_:rows;
--- old
insert into kitchens (name, area_sqm) values ('x', 5);
select name, area_sqm from kitchens where id = 3;
update kitchens set area_sqm = null where id = 4;
--- migration
alter table kitchens drop column if exists area, drop index if exists idx_area, modify column if exists area_m2 int not null;
drop view if exists kitchen_list;
drop table if exists kitchens_old;
