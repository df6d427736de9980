-- verdict: unsafe
-- hazard: none
-- why: DO ALSO only adds a log row, but a table with an UPDATE rule accepts no INSERT with ON CONFLICT
--- schema
CREATE TABLE settings (key text PRIMARY KEY, value text NOT NULL);
--- data
INSERT INTO settings SELECT 'k' || g, 'v' FROM generate_series(1, :rows) g;
--- old
INSERT INTO settings VALUES ('k5', 'x') ON CONFLICT (key) DO UPDATE SET value = excluded.value;
SELECT value FROM settings WHERE key = 'k6';
--- queries
INSERT INTO settings VALUES ('k5', 'x') ON CONFLICT (key) DO UPDATE SET value = excluded.value;
SELECT value FROM settings WHERE key = 'k6';
--- migration
CREATE TABLE settings_log (key text, old_value text, at timestamptz DEFAULT now());
CREATE RULE settings_log AS ON UPDATE TO settings DO ALSO INSERT INTO settings_log (key, old_value) VALUES (OLD.key, OLD.value);
