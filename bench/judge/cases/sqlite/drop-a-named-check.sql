-- verdict: safe
-- hazard: none
-- why: since 3.53 a constraint is dropped by changing the schema's text, no row is read
--- schema
CREATE TABLE ratings (
  id INTEGER PRIMARY KEY,
  stars INT NOT NULL,
  CONSTRAINT stars_in_range CHECK (stars BETWEEN 1 AND 5)
);
--- data
INSERT INTO ratings (stars) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 1 + n % 5 FROM g;
--- old
SELECT id, stars FROM ratings WHERE id = 4;
INSERT INTO ratings (stars) VALUES (5) RETURNING stars;
UPDATE ratings SET stars = 2 WHERE id = 5 RETURNING stars;
--- migration
ALTER TABLE ratings DROP CONSTRAINT stars_in_range;
