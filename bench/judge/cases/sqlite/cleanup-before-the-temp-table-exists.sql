-- verdict: unsafe
-- hazard: data-loss
-- why: the first DROP comes before the temporary table, so it takes the application's table of that name
--- schema
CREATE TABLE batch (id INTEGER PRIMARY KEY, supplier TEXT NOT NULL, received_at TEXT NOT NULL);
CREATE TABLE batch_line (id INTEGER PRIMARY KEY, batch_id INT NOT NULL, qty INT NOT NULL);
--- data
INSERT INTO batch (supplier, received_at) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 's' || n, '2026-01-01' FROM g;
INSERT INTO batch_line (batch_id, qty) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n, 1 FROM g;
--- old
SELECT id, supplier, received_at FROM batch WHERE id = 4;
INSERT INTO batch (supplier, received_at) VALUES ('x', 'y');
SELECT id, qty FROM batch_line WHERE id = 4;
--- migration
DROP TABLE IF EXISTS batch;
CREATE TEMP TABLE batch AS SELECT id FROM batch_line WHERE id <= 50;
UPDATE batch_line SET qty = qty WHERE id IN (SELECT id FROM batch);
DROP TABLE IF EXISTS batch;
