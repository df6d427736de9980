-- verdict: unsafe
-- hazard: data-loss
-- why: ON DELETE CASCADE takes every subscription to the plan along with the one row of plans
--- schema
create table plans (code varchar(20) primary key, price numeric(8,2) not null);
create table subscriptions (id bigint primary key, plan_code varchar(20) not null references plans (code) on delete cascade, user_id bigint not null);
create index subscriptions_plan_code on subscriptions (plan_code);
--- data
insert into plans values ('legacy', 5), ('pro', 20);
insert into subscriptions select g, case when g % 2 = 0 then 'legacy' else 'pro' end, g from generate_series(1, :rows) g;
--- old
select id, user_id from subscriptions where user_id = 4;
insert into subscriptions (id, plan_code, user_id) values (900001, 'legacy', 8);
select price from plans where code = 'pro';
--- migration
delete from plans where code = 'legacy';
