-- verdict: unsafe
-- hazard: lock
-- why: all rows are updated and stay locked until the end, and old code finds no addr key afterwards
--- schema
create table deliveries (id bigint primary key, done boolean not null default false, payload jsonb not null);
--- data
insert into deliveries select g, false, jsonb_build_object('addr', 'street ' || g, 'kg', g) from generate_series(1, :rows) g;
--- old
select id, payload ->> 'addr' from deliveries where id = 4;
update deliveries set done = true where id = 4;
insert into deliveries (id, payload) values (900001, '{"addr": "x"}');
--- queries
select id, payload ->> 'addr' from deliveries where id = $1;
--- migration
update deliveries set payload = (payload - 'addr') || jsonb_build_object('address', payload -> 'addr') where payload ? 'addr';
