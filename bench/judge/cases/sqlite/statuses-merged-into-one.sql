-- verdict: unsafe
-- hazard: data-loss
-- why: after the update nobody can tell which rows were on hold and which were pending
--- schema
CREATE TABLE claims (id INTEGER PRIMARY KEY, holder TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'pending');
CREATE INDEX claims_status ON claims (status);
--- data
INSERT INTO claims (holder, status) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'h' || n, CASE n % 3 WHEN 0 THEN 'on_hold' WHEN 1 THEN 'pending' ELSE 'paid' END FROM g;
--- old
SELECT count(*) AS n FROM claims WHERE status = 'on_hold';
INSERT INTO claims (holder, status) VALUES ('x', 'on_hold');
UPDATE claims SET status = 'paid' WHERE id = 5;
--- migration
UPDATE claims SET status = 'pending' WHERE status = 'on_hold';
