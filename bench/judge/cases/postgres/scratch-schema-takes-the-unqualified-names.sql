-- verdict: safe
-- hazard: none
-- why: IF NOT EXISTS looks only into the schema where the table is to be made, so a new empty scratch.clients is made, and the column is dropped there
--- schema
create table clients (id serial primary key, name text not null, phone text);
--- data
insert into clients (name, phone) select 'c' || g, '1' from generate_series(1, :rows) g;
--- old
insert into clients (name, phone) values ('x', '2');
select name, phone from clients where id = 1;
update clients set phone = '3' where id = 2;
delete from clients where id = 3;
--- migration
create schema scratch;
set search_path = scratch, public;
create table if not exists clients (like public.clients including defaults);
alter table clients drop column phone;
reset search_path;
