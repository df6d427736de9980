-- verdict: safe
-- hazard: none
-- why: the importer has CREATE by a grant of its own, and temporary tables need no right on the schema
-- role: importer
--- schema
create role importer;
grant create, usage on schema public to public;
grant create, usage on schema public to importer;
create table items (id int primary key, sku text not null);
grant select, insert, update, delete on items to importer;
--- data
insert into items select g, 's' || g from generate_series(1, :rows) g;
--- old
create table import_batch (sku text);
create temporary table import_tmp (sku text);
insert into items (id, sku) values (0, 'x');
select sku from items where id = 1;
update items set sku = 'y' where id = 2;
--- migration
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
