-- verdict: unsafe
-- hazard: rewrite
-- why: the function answers a constant but is VOLATILE, the default of CREATE FUNCTION, so the new column rewrites the table
--- schema
CREATE FUNCTION default_region() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'eu-1'; END $$;
CREATE TABLE buckets (id bigserial PRIMARY KEY, name text NOT NULL, region text NOT NULL DEFAULT default_region());
CREATE TABLE blobs (id bigserial PRIMARY KEY, bucket_id bigint NOT NULL, path text NOT NULL);
--- data
INSERT INTO blobs (bucket_id, path) SELECT 1, '/a/' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, path FROM blobs WHERE id = 8;
INSERT INTO blobs (bucket_id, path) VALUES (2, '/b');
UPDATE blobs SET path = '/c' WHERE id = 9;
INSERT INTO buckets (name) VALUES ('logs');
SELECT name, region FROM buckets WHERE id = 1;
--- migration
ALTER TABLE blobs ADD COLUMN region text DEFAULT default_region();
