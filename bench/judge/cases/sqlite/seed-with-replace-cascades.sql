-- verdict: unsafe
-- hazard: data-loss
-- why: OR REPLACE deletes the plan before inserting it, and with foreign keys on the cascade deletes its subscriptions
--- schema
CREATE TABLE plans (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, cents INTEGER NOT NULL);
CREATE TABLE subscriptions (id INTEGER PRIMARY KEY, plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE, account TEXT NOT NULL);
CREATE INDEX subscriptions_plan ON subscriptions (plan_id);
--- data
INSERT INTO plans VALUES (1, 'free', 0), (2, 'pro', 900);
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO subscriptions SELECT i, 1 + i % 2, 'a' || i FROM g;
--- old
SELECT id, account FROM subscriptions WHERE id = 2;
SELECT id, code, cents FROM plans WHERE code = 'free';
INSERT INTO subscriptions (plan_id, account) VALUES (2, 'x');
--- migration
PRAGMA foreign_keys = ON;
INSERT OR REPLACE INTO plans (id, code, cents) VALUES (1, 'free', 0), (3, 'team', 2900);
