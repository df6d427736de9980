-- verdict: unsafe
-- hazard: scan
-- why: a new partition makes the server read the whole default partition under ACCESS EXCLUSIVE to see that no row belongs to it
--- schema
CREATE TABLE metrics (device_id int NOT NULL, at date NOT NULL, reading numeric NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE metrics_2023 PARTITION OF metrics FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE metrics_rest PARTITION OF metrics DEFAULT;
--- data
INSERT INTO metrics SELECT g, '2022-06-01', 1.5 FROM generate_series(1, :rows) g;
--- old
INSERT INTO metrics (device_id, at, reading) VALUES (1, '2024-03-03', 7.5);
SELECT device_id, at, reading FROM metrics WHERE at = '2022-06-01' AND device_id = 5;
DELETE FROM metrics WHERE at = '2022-06-01' AND device_id = 6;
--- migration
CREATE TABLE metrics_2024 PARTITION OF metrics FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
