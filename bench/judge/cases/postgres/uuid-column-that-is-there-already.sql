-- verdict: safe
-- hazard: none
-- why: the random default would rewrite the table, but the column exists, so IF NOT EXISTS ends the matter
--- schema
CREATE TABLE devices (id bigserial PRIMARY KEY, public_id uuid NOT NULL DEFAULT gen_random_uuid(), name text NOT NULL);
--- data
INSERT INTO devices (name) SELECT 'd' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, name FROM devices WHERE id = 4;
INSERT INTO devices (name) VALUES ('pump');
INSERT INTO devices (name, public_id) VALUES ('valve', '00000000-0000-0000-0000-000000000009');
UPDATE devices SET name = 'x' WHERE id = 5;
--- migration
ALTER TABLE devices ADD COLUMN IF NOT EXISTS public_id uuid NOT NULL DEFAULT gen_random_uuid();
