-- verdict: unsafe
-- hazard: lock
-- why: the loop looks batched, but a DO block without COMMIT is one transaction and keeps every updated row locked to its end
--- schema
CREATE TABLE listings (id bigserial PRIMARY KEY, title text NOT NULL, slug text);
--- data
INSERT INTO listings (title) SELECT 'Title ' || g FROM generate_series(1, :rows) g;
--- old
SELECT title FROM listings WHERE id = 5;
INSERT INTO listings (title) VALUES ('neu');
UPDATE listings SET title = 'x' WHERE id = 6;
DELETE FROM listings WHERE id = 7;
--- migration
DO $$
DECLARE
  touched int;
BEGIN
  LOOP
    UPDATE listings SET slug = lower(replace(title, ' ', '-'))
    WHERE id IN (SELECT id FROM listings WHERE slug IS NULL LIMIT 500);
    GET DIAGNOSTICS touched = ROW_COUNT;
    EXIT WHEN touched = 0;
    PERFORM pg_sleep(0.001);
  END LOOP;
END $$;
