-- verdict: safe
-- hazard: none
-- why: the same names stand in the new lower view, the upper one resolves again, and nobody says star
--- schema
CREATE TABLE shifts (id INTEGER PRIMARY KEY, worker TEXT NOT NULL, hours REAL NOT NULL);
CREATE VIEW worker_hours AS SELECT worker, sum(hours) AS hours FROM shifts GROUP BY worker;
CREATE VIEW overtime AS SELECT worker, hours - 40 AS extra FROM worker_hours WHERE hours > 40;
--- data
INSERT INTO shifts (worker, hours) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'w' || (n % 10), 8 FROM g;
--- old
SELECT worker, hours FROM worker_hours ORDER BY worker;
SELECT worker, extra FROM overtime ORDER BY worker;
INSERT INTO shifts (worker, hours) VALUES ('w1', 3);
--- queries
SELECT worker, hours FROM worker_hours ORDER BY worker;
SELECT worker, extra FROM overtime ORDER BY worker;
INSERT INTO shifts (worker, hours) VALUES (?, ?);
--- migration
BEGIN;
DROP VIEW worker_hours;
CREATE VIEW worker_hours AS SELECT count(*) AS shifts, worker, sum(hours) AS hours FROM shifts GROUP BY worker;
COMMIT;
