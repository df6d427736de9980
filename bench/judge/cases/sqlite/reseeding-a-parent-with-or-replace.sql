-- verdict: unsafe
-- hazard: data-loss
-- why: REPLACE deletes the old parent row first, which cascades into the subscriptions
--- schema
CREATE TABLE plan (code TEXT PRIMARY KEY, label TEXT NOT NULL, cents INTEGER NOT NULL);
CREATE TABLE subscription (id INTEGER PRIMARY KEY, plan_code TEXT NOT NULL REFERENCES plan (code) ON DELETE CASCADE, customer TEXT NOT NULL);
--- data
insert into plan values ('free', 'Free', 0), ('pro', 'Pro', 900);
insert into subscription select g, case g % 2 when 0 then 'free' else 'pro' end, 'c' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
SELECT id, plan_code FROM subscription WHERE customer = 'c11';
SELECT count(*) FROM subscription WHERE plan_code = 'pro';
INSERT INTO subscription (plan_code, customer) VALUES ('pro', 'new');
--- migration
PRAGMA foreign_keys = ON;
INSERT OR REPLACE INTO plan (code, label, cents) VALUES ('pro', 'Pro', 900), ('team', 'Team', 2900);
