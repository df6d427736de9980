-- verdict: unsafe
-- hazard: scan
-- why: the index is built under the lock
--- schema
create table log (id int not null, line text);
--- data
insert into log select g, 'x' from generate_series(1, :rows) g;
--- old
select id, line from log where id = 1;
insert into log values (1, 'again');
--- migration
alter table log add primary key (id);
