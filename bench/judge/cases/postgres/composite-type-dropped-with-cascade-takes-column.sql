-- verdict: unsafe
-- hazard: data-loss
-- why: DROP TYPE ... CASCADE drops the column billing of that type with all its values
--- schema
create type postal_address as (street text, city text);
create table clients (id integer primary key, name text not null, billing postal_address);
--- data
insert into clients select g, 'c' || g, row('Main St ' || g, 'Oslo')::postal_address from generate_series(1, :rows) g;
--- old
select id, name, (billing).city from clients where id = 4;
insert into clients (id, name, billing) values (900001, 'Acme', row('Elm', 'Rome'));
--- migration
drop type if exists postal_address cascade;
