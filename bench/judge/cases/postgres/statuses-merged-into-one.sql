-- verdict: unsafe
-- hazard: data-loss
-- why: afterwards nobody can tell which orders were shipped and which were collected
--- schema
CREATE TABLE deliveries (id bigserial PRIMARY KEY, customer text NOT NULL, status text NOT NULL DEFAULT 'open');
CREATE INDEX deliveries_status ON deliveries (status);
--- data
INSERT INTO deliveries (customer, status) SELECT 'c' || g, (ARRAY['open', 'shipped', 'collected'])[1 + g % 3] FROM generate_series(1, :rows) g;
--- old
SELECT count(*) FROM deliveries WHERE status = 'shipped';
UPDATE deliveries SET status = 'open' WHERE id = 4;
INSERT INTO deliveries (customer) VALUES ('neu');
--- queries
SELECT count(*) FROM deliveries WHERE status = 'shipped';
--- migration
UPDATE deliveries SET status = 'done' WHERE status IN ('shipped', 'collected');
