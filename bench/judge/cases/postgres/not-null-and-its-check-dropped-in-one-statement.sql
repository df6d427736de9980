-- verdict: unsafe
-- hazard: scan
-- why: in one ALTER TABLE the DROP CONSTRAINT is done first, so the CHECK is gone when SET NOT NULL looks for it
--- schema
create table subscriptions (
  id bigint generated always as identity primary key,
  plan_code text,
  seats integer not null default 1,
  constraint subscriptions_plan_code_nn check (plan_code is not null)
);
--- data
insert into subscriptions (plan_code, seats) select 'basic', 1 from generate_series(1, :rows) g;
--- old
select plan_code, seats from subscriptions where id = 1;
insert into subscriptions (plan_code) values ('pro');
update subscriptions set seats = 3 where id = 2;
--- migration
ALTER TABLE subscriptions
  ALTER COLUMN plan_code SET NOT NULL,
  DROP CONSTRAINT subscriptions_plan_code_nn;
