-- verdict: safe
-- hazard: none
-- why: a column added together with its foreign key and without default is all NULL, so the server proves nothing and reads nothing
--- schema
CREATE TABLE carriers (id bigserial PRIMARY KEY, name character varying NOT NULL, created_at timestamp(6) NOT NULL);
CREATE TABLE shipments (id bigserial PRIMARY KEY, tracking character varying NOT NULL, created_at timestamp(6) NOT NULL);
--- data
INSERT INTO carriers (name, created_at) SELECT 'c' || g, '2024-01-01' FROM generate_series(1, 50) g;
INSERT INTO shipments (tracking, created_at) SELECT 't' || g, '2024-01-01' FROM generate_series(1, :rows) g;
--- old
SELECT shipments.id, shipments.tracking FROM shipments WHERE shipments.id = 11 LIMIT 1;
INSERT INTO shipments (tracking, created_at) VALUES ('t-new', '2024-05-05');
INSERT INTO carriers (name, created_at) VALUES ('c-new', '2024-05-05');
UPDATE carriers SET name = 'renamed' WHERE id = 2;
DELETE FROM carriers WHERE id = 3;
DELETE FROM shipments WHERE id = 12;
--- migration
ALTER TABLE shipments ADD COLUMN carrier_id bigint REFERENCES carriers (id);
