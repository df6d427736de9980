-- verdict: unsafe
-- hazard: none
-- why: the view comes back with the same columns but without the grant that DROP VIEW took with it
-- role: bi_reader
-- transaction: yes
--- schema
create role bi_reader;
create table sales (
  id integer primary key,
  region varchar(20) not null,
  amount integer not null
);
create view sales_by_region as select region, sum(amount) as total from sales group by region;
grant select on sales_by_region to bi_reader;
--- data
insert into sales select g, 'r' || g % 4, 1 from generate_series(1, :rows) g;
--- old
select region, total from sales_by_region where region = 'r1';
--- migration
drop view sales_by_region;
alter table sales alter column region type varchar(60);
create view sales_by_region as select region, sum(amount) as total from sales group by region;
