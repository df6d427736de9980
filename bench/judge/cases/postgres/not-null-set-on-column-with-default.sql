-- verdict: unsafe
-- hazard: scan
-- why: old code never stores a null, but without a validated check every row is read under ACCESS EXCLUSIVE
--- schema
create table jobs (id bigserial primary key, queue varchar(60) default 'default', attempts integer default 0);
--- data
insert into jobs (queue) select 'q' || g % 4 from generate_series(1, :rows) g;
--- old
insert into jobs (queue) values ('mail');
update jobs set attempts = attempts + 1 where id = 3;
select id, queue, attempts from jobs where id = 3;
delete from jobs where id = 4;
--- migration
alter table jobs alter column attempts set not null;
