-- verdict: unsafe
-- hazard: rewrite
-- why: every value is stored otherwise
--- schema
create table logs (id int primary key, body json);
--- data
insert into logs select g, '{"b": 1, "a": 2}' from generate_series(1, :rows) g;
--- old
select id from logs where id = 3;
insert into logs values (-1, '{}');
--- migration
alter table logs alter column body set data type jsonb using body::jsonb;
