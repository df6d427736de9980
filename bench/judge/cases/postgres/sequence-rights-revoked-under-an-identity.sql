-- verdict: safe
-- hazard: none
-- why: an identity column draws from its sequence without a check of the caller's rights on it
-- role: shop_rw
--- schema
create role shop_rw;
create table baskets (
  id bigint generated always as identity primary key,
  owner_email text not null
);
grant select, insert, update, delete on baskets to shop_rw;
grant usage, select on all sequences in schema public to shop_rw;
--- data
insert into baskets (owner_email) select 'u' || g from generate_series(1, :rows) g;
--- old
select id, owner_email from baskets where id = 1;
insert into baskets (owner_email) values ('z');
update baskets set owner_email = 'y' where id = 2;
delete from baskets where id = 3;
--- migration
revoke all on all sequences in schema public from shop_rw;
