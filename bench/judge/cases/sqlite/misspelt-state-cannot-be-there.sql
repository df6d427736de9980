-- verdict: safe
-- hazard: none
-- why: the CHECK lets no row have the state canceled, and the index on state says so without reading the table
--- schema
CREATE TABLE rentals (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
  bike_id INTEGER NOT NULL
);
CREATE INDEX rentals_state ON rentals (state);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO rentals SELECT i, CASE i % 3 WHEN 0 THEN 'open' WHEN 1 THEN 'closed' ELSE 'cancelled' END, i FROM g;
--- old
SELECT id, state, bike_id FROM rentals WHERE state = 'cancelled' ORDER BY id LIMIT 3;
UPDATE rentals SET state = 'closed' WHERE id = 3 RETURNING state;
INSERT INTO rentals (state, bike_id) VALUES ('open', 4);
--- migration
UPDATE rentals SET state = 'cancelled' WHERE state = 'canceled';
