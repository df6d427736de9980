-- verdict: unsafe
-- hazard: none
-- why: a second coupon without a code was allowed; now two nulls conflict
-- server-version: 15
--- schema
create table coupons (id bigint primary key, shop_id bigint not null, code varchar(20), percent integer not null);
create unique index coupons_shop_code on coupons (shop_id, code);
--- data
insert into coupons select g, g, null, 10 from generate_series(1, :rows) g;
--- old
insert into coupons (id, shop_id, percent) values (900001, 4, 15);
insert into coupons (id, shop_id, code, percent) values (900002, 4, 'MAY', 15);
select id, percent from coupons where shop_id = 4 and code = 'X';
--- queries
insert into coupons (id, shop_id, percent) values (900001, 4, 15);
--- migration
create unique index concurrently coupons_shop_code_nulls on coupons (shop_id, code) nulls not distinct;
drop index concurrently coupons_shop_code;
