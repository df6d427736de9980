-- verdict: unsafe
-- hazard: scan
-- why: the detach locks the parent against all until the commit, and the attach checks every row of the partition against its new bounds
--- schema
create table logs (id bigint not null, at date not null, line text) partition by range (at);
create table logs_q1 partition of logs for values from ('2024-01-01') to ('2024-04-01');
--- data
insert into logs select g, date '2024-01-01' + (g % 80), 'x' from generate_series(1, :rows) g;
--- old
insert into logs (id, at, line) values (0, '2024-02-03', 'y');
select count(*) from logs where at = '2024-01-05';
update logs set line = 'z' where id = 4;
delete from logs where id = 3;
--- migration
begin;
alter table logs detach partition logs_q1;
alter table logs attach partition logs_q1 for values from ('2023-10-01') to ('2024-04-01');
commit;
