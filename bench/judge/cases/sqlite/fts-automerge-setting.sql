-- verdict: safe
-- hazard: none
-- why: automerge changes how the index is merged in time, not what a search answers
--- schema
CREATE VIRTUAL TABLE recipes USING fts5(name, steps);
--- data
INSERT INTO recipes (name, steps) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'soup ' || n, 'boil and stir ' || (n % 7) FROM g;
--- old
SELECT rowid, name FROM recipes WHERE recipes MATCH 'name : soup' ORDER BY rowid LIMIT 3;
SELECT rowid, name FROM recipes WHERE recipes MATCH 'boil AND 3' ORDER BY rank, rowid LIMIT 3;
INSERT INTO recipes (name, steps) VALUES ('cake', 'bake');
DELETE FROM recipes WHERE rowid = 5;
--- migration
INSERT INTO recipes (recipes, rank) VALUES ('automerge', 8);
INSERT INTO recipes (recipes, rank) VALUES ('usermerge', 4);
