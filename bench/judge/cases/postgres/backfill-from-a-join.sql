-- verdict: unsafe
-- hazard: lock
-- why: the column is free, but the one UPDATE locks every subscription row until it is through
--- schema
create table tiers (id integer primary key, monthly integer not null);
create table subscriptions (id bigint primary key, tier_id integer not null references tiers (id), note text);
--- data
insert into tiers select g, g * 10 from generate_series(1, 4) g;
insert into subscriptions (id, tier_id) select g, 1 + g % 4 from generate_series(1, :rows) g;
--- old
select id, tier_id, note from subscriptions where id = 1;
update subscriptions set note = 'paused' where id = 2;
insert into subscriptions (id, tier_id, note) values (-1, 1, null);
--- migration
alter table subscriptions add column monthly integer;
update subscriptions s set monthly = t.monthly from tiers t where t.id = s.tier_id;
