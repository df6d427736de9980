-- verdict: unsafe
-- hazard: none
-- why: the recorded UNION of both tables' stars has no longer equally many columns on both sides
--- schema
create table orders_live (id bigint primary key, total numeric(10,2) not null);
create table orders_archive (id bigint primary key, total numeric(10,2) not null);
--- data
insert into orders_live select g, g from generate_series(1, :rows) g;
insert into orders_archive select -g, g from generate_series(1, :rows) g;
--- old
select count(*) from (select * from orders_live union all select * from orders_archive) o where o.total > 10;
insert into orders_live (id, total) values (0, 1);
insert into orders_archive (id, total) values (0, 1);
update orders_live set total = 3 where id = 1;
--- queries
select count(*) from (select * from orders_live union all select * from orders_archive) o where o.total > $1;
--- migration
alter table orders_live add column coupon_code text;
