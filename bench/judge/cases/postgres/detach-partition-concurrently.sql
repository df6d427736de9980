-- verdict: unsafe
-- hazard: none
-- why: it blocks nobody, but the rows are gone from the parent and inserts of that year find no partition
--- schema
create table log_lines (
  at date not null,
  message text not null
) partition by range (at);
create table log_lines_2023 partition of log_lines for values from ('2023-01-01') to ('2024-01-01');
create table log_lines_2024 partition of log_lines for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into log_lines select date '2023-01-01' + g % 700, 'm' || g from generate_series(1, :rows) g;
--- old
select at, message from log_lines where message = 'm3';
insert into log_lines values ('2023-12-31', 'late');
insert into log_lines values ('2024-12-31', 'now');
delete from log_lines where message = 'm4';
--- migration
alter table log_lines detach partition log_lines_2023 concurrently;
