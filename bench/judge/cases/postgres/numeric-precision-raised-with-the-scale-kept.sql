-- verdict: safe
-- hazard: none
-- why: more digits before the point with the same scale change the catalogue only
--- schema
create table billing_invoice (
  id serial primary key,
  number varchar(20) not null unique,
  total numeric(8,2) not null
);
--- data
insert into billing_invoice (number, total) select 'R-' || g, g / 4.0 from generate_series(1, :rows) g;
--- old
select number, total from billing_invoice where id = 3;
select sum(total) from billing_invoice;
insert into billing_invoice (number, total) values ('R-0', 19.999);
update billing_invoice set total = total * 1.19 where id = 4;
--- migration
ALTER TABLE "billing_invoice" ALTER COLUMN "total" TYPE numeric(12, 2) USING "total"::numeric(12, 2);
