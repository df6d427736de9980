-- verdict: unsafe
-- hazard: none
-- why: INDEXED BY fails when the index is gone, even though another index would do
--- schema
CREATE TABLE jobs (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, run_at INTEGER NOT NULL, locked_by TEXT);
CREATE INDEX jobs_run_at ON jobs (run_at);
CREATE INDEX jobs_queue_run_at ON jobs (queue, run_at);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO jobs SELECT i, 'q' || (i % 3), i, NULL FROM g;
--- old
SELECT id FROM jobs INDEXED BY jobs_run_at WHERE run_at <= 20 ORDER BY run_at LIMIT 1;
INSERT INTO jobs (queue, run_at) VALUES ('q1', 5);
UPDATE jobs SET locked_by = 'w' WHERE id = 2;
--- queries
SELECT id FROM jobs INDEXED BY jobs_run_at WHERE run_at <= ? AND locked_by IS NULL ORDER BY run_at LIMIT 1;
--- migration
DROP INDEX IF EXISTS jobs_run_at;
