-- verdict: safe
-- hazard: none
-- why: the drop is rolled back to the savepoint; what is committed is a new nullable column
--- schema
create table suppliers (
  id integer primary key,
  fax text,
  phone text
);
--- data
insert into suppliers select g, 'f', 'p' from generate_series(1, :rows) g;
--- old
select id, fax, phone from suppliers where id = 1;
insert into suppliers values (-1, 'f1', 'p1');
update suppliers set fax = 'z' where id = 2;
delete from suppliers where id = 3;
--- migration
begin;
savepoint try_drop;
alter table suppliers drop column fax;
rollback to savepoint try_drop;
release savepoint try_drop;
alter table suppliers add column mobile text;
commit;
