-- verdict: unsafe
-- hazard: none
-- why: the SQL function returns SETOF the table from a fixed list of columns; with one more column in the table each call fails
--- schema
CREATE TABLE stores (id int PRIMARY KEY, name text NOT NULL, city text NOT NULL);
CREATE FUNCTION stores_in(p_city text) RETURNS SETOF stores LANGUAGE sql STABLE AS $$
  SELECT id, name, city FROM stores WHERE city = p_city ORDER BY name
$$;
--- data
INSERT INTO stores SELECT g, 's' || g, 'Town ' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, name FROM stores_in('Town 4');
SELECT id, name, city FROM stores WHERE id = 5;
INSERT INTO stores VALUES (-1, 'kiosk', 'Graz');
--- migration
ALTER TABLE stores ADD COLUMN phone text;
