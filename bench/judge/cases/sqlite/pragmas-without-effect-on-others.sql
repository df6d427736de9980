-- verdict: safe
-- hazard: none
-- why: auto_vacuum and encoding do nothing to a filled database, the others hold for this connection
--- schema
CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE labels (id INTEGER PRIMARY KEY, note_id INT NOT NULL REFERENCES notes (id), label TEXT NOT NULL);
--- data
INSERT INTO notes (body) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'Body ' || n FROM g;
INSERT INTO labels (note_id, label) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n, 'l' FROM g;
--- old
SELECT id FROM notes WHERE body LIKE 'BODY 4%' ORDER BY id LIMIT 3;
INSERT INTO notes (body) VALUES ('x') RETURNING body;
INSERT INTO labels (note_id, label) VALUES (3, 'x') RETURNING note_id;
DELETE FROM labels WHERE id = 4 RETURNING label;
--- migration
PRAGMA auto_vacuum = FULL;
PRAGMA encoding = 'UTF-16';
PRAGMA case_sensitive_like = ON;
PRAGMA foreign_keys = OFF;
PRAGMA cache_size = -64000;
