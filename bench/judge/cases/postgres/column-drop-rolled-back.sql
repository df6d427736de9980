-- verdict: safe
-- hazard: none
-- why: a dry run: the transaction ends in ROLLBACK, so the column is there as before
--- schema
create table vehicles (id integer primary key, plate text not null, color text);
--- data
insert into vehicles select g, 'p' || g, 'red' from generate_series(1, :rows) g;
--- old
select id, plate, color from vehicles where id = 1;
insert into vehicles values (-1, 'x', 'blue');
update vehicles set color = 'y' where id = 2;
delete from vehicles where id = 3;
--- migration
begin;
alter table vehicles drop column color;
rollback;
