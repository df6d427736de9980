-- verdict: unsafe
-- hazard: lock
-- why: UPDATE FROM writes the new column of every row that has a match, in one statement
--- schema
CREATE TABLE depots (id INTEGER PRIMARY KEY, country TEXT NOT NULL);
CREATE TABLE trucks (id INTEGER PRIMARY KEY, depot_id INT NOT NULL REFERENCES depots (id), plate TEXT NOT NULL);
--- data
INSERT INTO depots (country) VALUES ('DE'), ('FR');
INSERT INTO trucks (depot_id, plate) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 1 + n % 2, 'p' || n FROM g;
--- old
SELECT id, depot_id, plate FROM trucks WHERE id = 4;
INSERT INTO trucks (depot_id, plate) VALUES (1, 'x');
SELECT id, country FROM depots;
--- migration
ALTER TABLE trucks ADD COLUMN country TEXT;
UPDATE trucks SET country = d.country FROM depots AS d WHERE d.id = trucks.depot_id;
