-- verdict: unsafe
-- hazard: lock
-- why: nothing of it stays, but the write lock is held while every row is written and put back
--- schema
CREATE TABLE coupons (id INTEGER PRIMARY KEY, code TEXT NOT NULL, percent INT NOT NULL);
--- data
INSERT INTO coupons (code, percent) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'c' || n, n % 90 FROM g;
--- old
SELECT id, code, percent FROM coupons WHERE id = 4;
INSERT INTO coupons (code, percent) VALUES ('x', 5);
--- migration
SAVEPOINT trial_run;
UPDATE coupons SET percent = percent + 1;
ROLLBACK TO trial_run;
RELEASE trial_run;
