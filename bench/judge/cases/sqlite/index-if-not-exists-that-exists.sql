-- verdict: safe
-- hazard: none
-- why: an index of this name exists, though on another column, so nothing is done
--- schema
CREATE TABLE jobs (id INTEGER PRIMARY KEY, queue TEXT, run_at INT, payload TEXT);
CREATE INDEX idx_jobs_queue ON jobs (queue);
--- data
INSERT INTO jobs (queue, run_at, payload) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'q' || (n % 5), n, 'p' FROM g;
--- old
SELECT id, payload FROM jobs WHERE queue = 'q1' AND run_at < 30 ORDER BY id;
INSERT INTO jobs (queue, run_at, payload) VALUES ('q1', 1, '{}');
DELETE FROM jobs WHERE id = 3;
--- migration
CREATE INDEX IF NOT EXISTS idx_jobs_queue ON jobs (queue, run_at);
