-- verdict: unsafe
-- hazard: none
-- why: DROP takes the grant with it; the recreated view belongs to the migrator alone
-- role: storefront
-- transaction: yes
--- schema
create role storefront;
create table products (id integer primary key, title text not null, cost numeric not null, price numeric not null);
create view catalog as select id, title, price from products;
grant select on catalog to storefront;
--- data
insert into products select g, 'T' || g, 1, 2 from generate_series(1, :rows) g;
--- old
select id, title, price from catalog where id = 1;
--- migration
drop view if exists catalog;
create view catalog as select id, title, price, price - cost as margin from products;
