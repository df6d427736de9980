-- verdict: safe
-- hazard: none
-- why: without the check option the view accepts more than before, and all that old code writes is still accepted and seen
--- schema
create table product_base (id integer primary key, name text not null, active boolean not null default true);
create view active_products as select id, name, active from product_base where active with local check option;
--- data
insert into product_base select g, 'p' || g from generate_series(1, :rows) g;
--- old
insert into active_products (id, name) values (900001, 'lamp') returning active;
update active_products set name = 'desk' where id = 4;
delete from active_products where id = 5;
select id, name from active_products where id = 6;
--- migration
alter view active_products reset (check_option);
