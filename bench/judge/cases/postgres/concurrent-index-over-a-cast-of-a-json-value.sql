-- verdict: unsafe
-- hazard: none
-- why: the index is built without blocking, but from then on an insert whose amount is no number fails in the index expression
--- schema
create table events (id bigserial primary key, kind text not null, payload jsonb not null);
--- data
insert into events (kind, payload) select 'login', jsonb_build_object('amount', g) from generate_series(1, :rows) g;
--- old
insert into events (kind, payload) values ('order', '{"amount": "12 EUR"}');
insert into events (kind, payload) values ('login', '{"amount": 3}');
select kind, payload->>'amount' from events where id = 5;
delete from events where id = 1;
--- queries
insert into events (kind, payload) values ('order', '{"amount": "12 EUR"}');
--- migration
create index concurrently events_amount on events (((payload->>'amount')::int));
