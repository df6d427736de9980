-- verdict: unsafe
-- hazard: rewrite
-- why: the stand-in answers reads, but computing it rewrites the table, and the old version cannot write a generated column
--- schema
create table vehicles (id integer primary key, plate text not null, wheels integer);
--- data
insert into vehicles select g, 'p' || g, 4 from generate_series(1, :rows) g;
--- old
select id, plate, wheels from vehicles where id = 1;
insert into vehicles (id, plate, wheels) values (-1, 'X', 2);
--- migration
alter table vehicles rename column plate to license_plate;
alter table vehicles add column plate text generated always as (license_plate) stored;
