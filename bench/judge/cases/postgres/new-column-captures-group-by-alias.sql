-- verdict: unsafe
-- hazard: none
-- why: GROUP BY takes an input column before an output alias, so visited_at is no longer grouped by
--- schema
create table visits (id bigserial primary key, page_id integer not null, visited_at timestamp not null);
--- data
insert into visits (page_id, visited_at) select g % 20, timestamp '2024-01-01' + g * interval '1 hour' from generate_series(1, :rows) g;
--- old
select date_trunc('month', visited_at)::date::text as period, count(*) from visits where page_id = 3 group by period order by 1;
insert into visits (page_id, visited_at) values (3, '2024-02-02');
--- queries
select date_trunc('month', visited_at)::date::text as period, count(*) from visits where page_id = 3 group by period order by 1;
--- migration
alter table visits add column period tstzrange;
