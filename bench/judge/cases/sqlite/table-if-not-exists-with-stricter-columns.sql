-- verdict: safe
-- hazard: none
-- why: the table exists, so its stricter definition is not taken and the seeds are new keys
--- schema
CREATE TABLE feature_flags (key TEXT PRIMARY KEY, enabled INT, note TEXT);
--- data
INSERT INTO feature_flags with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'flag_' || n, n % 2, NULL FROM g;
--- old
SELECT enabled FROM feature_flags WHERE key = 'flag_3';
INSERT INTO feature_flags (key) VALUES ('beta') RETURNING key, enabled;
UPDATE feature_flags SET enabled = 1 WHERE key = 'flag_2';
--- migration
CREATE TABLE IF NOT EXISTS feature_flags (
  key TEXT PRIMARY KEY CHECK (length(key) > 4),
  enabled INT NOT NULL CHECK (enabled IN (0, 1)),
  note TEXT NOT NULL
);
INSERT INTO feature_flags (key, enabled) VALUES ('new_checkout_2026', 0) ON CONFLICT (key) DO NOTHING;
