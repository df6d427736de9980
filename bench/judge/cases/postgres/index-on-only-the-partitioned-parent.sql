-- verdict: safe
-- hazard: none
-- why: ON ONLY makes an empty invalid index on the parent; the partition's index is built concurrently and attached
--- schema
create table visits (
  visited_at timestamptz not null,
  page_id integer not null
) partition by range (visited_at);
create table visits_2024 partition of visits for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into visits select timestamptz '2024-01-01' + g * interval '1 minute', g from generate_series(1, :rows) g;
--- old
select visited_at, page_id from visits where page_id = 7;
insert into visits (visited_at, page_id) values ('2024-05-05', 1);
--- migration
create index visits_page_idx on only visits (page_id);
create index concurrently visits_2024_page_idx on visits_2024 (page_id);
alter index visits_page_idx attach partition visits_2024_page_idx;
