-- verdict: safe
-- hazard: none
-- why: ON ONLY builds nothing, the leaf's index is built concurrently, and attaching it completes the parent's
--- schema
CREATE TABLE visits (visitor_id bigint NOT NULL, seen_on date NOT NULL, page text NOT NULL) PARTITION BY RANGE (seen_on);
CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--- data
INSERT INTO visits SELECT g, '2024-01-01'::date + g % 300, '/p' FROM generate_series(1, :rows) g;
--- old
INSERT INTO visits VALUES (5, '2024-05-05', '/q');
SELECT page FROM visits WHERE visitor_id = 7 AND seen_on = '2024-01-08';
DELETE FROM visits WHERE visitor_id = 8;
--- migration
CREATE INDEX visits_visitor ON ONLY visits (visitor_id);
CREATE INDEX CONCURRENTLY visits_2024_visitor ON visits_2024 (visitor_id);
ALTER INDEX visits_visitor ATTACH PARTITION visits_2024_visitor;
