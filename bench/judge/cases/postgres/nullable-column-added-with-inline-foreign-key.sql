-- verdict: safe
-- hazard: none
-- why: the new column is null in every row, so the server skips the check of the foreign key and reads no rows
--- schema
create table coupons (id bigint primary key, code text not null);
create table carts (id bigint primary key, user_id bigint not null, total numeric(10,2) not null default 0);
--- data
insert into coupons select g, 'c' || g from generate_series(1, :rows) g;
insert into carts (id, user_id) select g, g from generate_series(1, :rows) g;
--- old
insert into carts (id, user_id) values (900001, 3);
update carts set total = 3 where id = 4;
delete from coupons where id = 5;
insert into coupons (id, code) values (900001, 'MAY');
select id, total from carts where id = 4;
--- migration
alter table carts add column coupon_id bigint references coupons (id) on delete set null;
