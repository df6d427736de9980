-- verdict: safe
-- hazard: none
-- why: a COMMIT after each batch lets go of its five hundred rows; the new column is none that the old version knows
--- schema
CREATE TABLE articles (id bigserial PRIMARY KEY, headline text NOT NULL);
--- data
INSERT INTO articles (headline) SELECT 'Head ' || g FROM generate_series(1, :rows) g;
--- old
SELECT headline FROM articles WHERE id = 5;
INSERT INTO articles (headline) VALUES ('neu');
UPDATE articles SET headline = 'x' WHERE id = 6;
DELETE FROM articles WHERE id = 7;
--- migration
ALTER TABLE articles ADD COLUMN slug text;
DO $$
DECLARE
  from_id bigint := 0;
  last_id bigint;
BEGIN
  SELECT max(id) INTO last_id FROM articles;
  WHILE from_id < last_id LOOP
    UPDATE articles SET slug = lower(replace(headline, ' ', '-')) WHERE id > from_id AND id <= from_id + 500;
    COMMIT;
    from_id := from_id + 500;
  END LOOP;
END $$;
