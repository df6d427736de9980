-- verdict: safe
-- hazard: none
-- why: a plain index of that name exists, so IF NOT EXISTS builds nothing: no scan, and duplicates stay allowed
--- schema
CREATE TABLE payments (id bigserial PRIMARY KEY, reference varchar(40) NOT NULL, cents bigint NOT NULL);
CREATE INDEX payments_reference_idx ON payments (reference);
--- data
INSERT INTO payments (reference, cents) SELECT 'r' || g, g FROM generate_series(1, :rows) g;
--- old
INSERT INTO payments (reference, cents) VALUES ('r5', 100);
SELECT id, cents FROM payments WHERE reference = 'r6';
UPDATE payments SET reference = 'r7' WHERE id = 8;
--- queries
INSERT INTO payments (reference, cents) VALUES ('r5', 100);
--- migration
CREATE UNIQUE INDEX IF NOT EXISTS payments_reference_idx ON payments (reference);
