-- verdict: safe
-- hazard: none
-- why: on a partitioned table SET ACCESS METHOD (since 17) rules only partitions made later; the present ones are not rewritten
-- server-version: 17
--- schema
create access method heap_v2 type table handler heap_tableam_handler;
create table ticks (symbol text not null, day date not null, px numeric not null) partition by range (day);
create table ticks_2024 partition of ticks for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into ticks select 's' || g, date '2024-01-01' + g % 300, g from generate_series(1, :rows) g;
--- old
select px from ticks where symbol = 's1' and day = '2024-01-02';
insert into ticks values ('x', '2024-05-05', 1);
delete from ticks where symbol = 's3';
--- migration
alter table ticks set access method heap_v2;
