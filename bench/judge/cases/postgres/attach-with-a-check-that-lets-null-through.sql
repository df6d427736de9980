-- verdict: unsafe
-- hazard: scan
-- why: the CHECK holds for null too, while a range partition demands NOT NULL, so ATTACH reads the whole table under ACCESS EXCLUSIVE
--- schema
create table metrics (
  taken_at timestamptz,
  host text not null,
  value double precision
) partition by range (taken_at);
create table metrics_2025 (
  taken_at timestamptz,
  host text not null,
  value double precision,
  constraint metrics_2025_bound check (taken_at >= '2025-01-01 00:00:00+00' and taken_at < '2026-01-01 00:00:00+00')
);
--- data
insert into metrics_2025 select '2025-03-03 00:00:00+00', 'h' || g, 1 from generate_series(1, :rows) g;
--- old
select value from metrics_2025 where host = 'h1';
insert into metrics_2025 values ('2025-07-07 00:00:00+00', 'q', 2);
delete from metrics_2025 where host = 'h3';
--- migration
ALTER TABLE metrics ATTACH PARTITION metrics_2025 FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
