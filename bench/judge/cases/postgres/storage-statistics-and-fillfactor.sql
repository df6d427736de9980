-- verdict: safe
-- hazard: none
-- why: all of them rule only rows written and analyses made later; nothing is rewritten
--- schema
create table blobs (
  id integer primary key,
  owner_id integer not null,
  payload text not null
);
create index blobs_owner on blobs (owner_id);
--- data
insert into blobs select g, g % 7, repeat('x', 50) from generate_series(1, :rows) g;
--- old
select id, owner_id, payload from blobs where id = 1;
insert into blobs values (-1, 1, 'x');
update blobs set payload = 'y' where id = 2;
delete from blobs where id = 3;
--- migration
alter table blobs
  alter column payload set storage external,
  alter column payload set compression pglz,
  alter column owner_id set statistics 1000,
  alter column owner_id set (n_distinct = -0.1);
alter table blobs set (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_enabled = off);
alter index blobs_owner set (fillfactor = 80);
create statistics blobs_owner_stats (ndistinct) on id, owner_id from blobs;
analyze blobs (owner_id);
