-- verdict: unsafe
-- hazard: data-loss
-- why: EXPLAIN with ANALYZE runs the DELETE
--- schema
create table sessions (token text primary key, user_id integer not null, expires_on date not null);
--- data
insert into sessions select 's' || g, g, date '2020-01-01' + g % 400 from generate_series(1, :rows) g;
--- old
select user_id from sessions where token = 's1';
insert into sessions values ('new', 1, '2030-01-01');
update sessions set expires_on = '2031-01-01' where token = 's2';
delete from sessions where token = 's3';
--- migration
explain (analyze, costs off) delete from sessions where expires_on < date '2020-06-01';
