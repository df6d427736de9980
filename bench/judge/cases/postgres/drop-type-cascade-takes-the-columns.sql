-- verdict: unsafe
-- hazard: data-loss
-- why: CASCADE on a type drops every column of that type, in whatever table, with a mere notice
--- schema
CREATE TYPE shirt_size AS ENUM ('S', 'M', 'L');
CREATE TABLE staff (id serial PRIMARY KEY, full_name text NOT NULL, shirt shirt_size);
--- data
INSERT INTO staff (full_name, shirt) SELECT 'n' || g, 'M' FROM generate_series(1, :rows) g;
--- old
SELECT id, full_name, shirt FROM staff WHERE id = 4;
INSERT INTO staff (full_name, shirt) VALUES ('Ana', 'S');
INSERT INTO staff (full_name) VALUES ('Bo');
--- migration
DROP TYPE IF EXISTS shirt_size CASCADE;
