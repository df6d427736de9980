-- verdict: unsafe
-- hazard: none
-- why: REFRESH ... CONCURRENTLY, which the running function does, needs a unique index without a predicate
--- schema
create table votes (poll_id integer not null, choice integer not null);
create materialized view poll_results as
  select poll_id, choice, count(*) as n from votes group by poll_id, choice;
create unique index poll_results_key on poll_results (poll_id, choice);
create index poll_results_poll on poll_results (poll_id);
create function refresh_results() returns void language plpgsql as $$
begin refresh materialized view concurrently poll_results; end $$;
--- data
insert into votes select g % 10, g % 3 from generate_series(1, :rows) g;
refresh materialized view poll_results;
--- old
select choice, n from poll_results where poll_id = 1 order by choice;
insert into votes values (1, 1);
select refresh_results();
--- queries
select refresh_results();
--- migration
drop index concurrently poll_results_key;
