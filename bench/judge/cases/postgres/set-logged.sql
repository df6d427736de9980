-- verdict: unsafe
-- hazard: rewrite
-- why: the table is written anew under the lock
--- schema
create unlogged table visits (id int primary key, page text);
--- data
insert into visits select g, 'p' from generate_series(1, :rows) g;
--- old
select id, page from visits where id = 1;
insert into visits values (-1, 'x');
--- migration
alter table visits set logged;
