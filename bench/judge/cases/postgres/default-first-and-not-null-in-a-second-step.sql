-- verdict: unsafe
-- hazard: scan
-- why: in one ADD COLUMN the NOT NULL would be free; as a statement of its own it reads the whole table, though no value can be NULL
--- schema
CREATE TABLE recipients (id bigserial PRIMARY KEY, email varchar NOT NULL);
--- data
INSERT INTO recipients (email) SELECT 'e' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, email FROM recipients WHERE id = 3;
INSERT INTO recipients (email) VALUES ('new@x.org');
UPDATE recipients SET email = 'y' WHERE id = 4;
DELETE FROM recipients WHERE id = 5;
--- migration
ALTER TABLE recipients ADD COLUMN locale varchar DEFAULT 'de';
ALTER TABLE recipients ALTER COLUMN locale SET NOT NULL;
