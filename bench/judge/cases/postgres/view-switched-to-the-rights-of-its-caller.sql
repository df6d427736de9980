-- verdict: unsafe
-- hazard: none
-- why: the application may read the view only; as security invoker the view asks for rights on the table that it lacks
-- role: api_reader
-- server-version: 15
--- schema
create role api_reader;
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, birthday date);
CREATE VIEW public_people AS SELECT id, name FROM people;
GRANT SELECT ON public_people TO api_reader;
--- data
INSERT INTO people SELECT g, 'n' || g FROM generate_series(1, :rows) g;
--- old
SELECT name FROM public_people WHERE id = 5;
--- migration
ALTER VIEW public_people SET (security_invoker = true);
