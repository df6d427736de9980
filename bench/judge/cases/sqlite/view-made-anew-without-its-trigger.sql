-- verdict: unsafe
-- hazard: none
-- why: DROP VIEW takes the INSTEAD OF trigger with it and nothing makes it again
--- schema
CREATE TABLE note_rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL, archived INT NOT NULL DEFAULT 0);
CREATE VIEW notes AS SELECT id, body FROM note_rows WHERE archived = 0;
CREATE TRIGGER notes_insert INSTEAD OF INSERT ON notes BEGIN
  INSERT INTO note_rows (body) VALUES (NEW.body);
END;
--- data
INSERT INTO note_rows (body) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'b' || n FROM g;
--- old
SELECT id, body FROM notes WHERE id = 2;
INSERT INTO notes (body) VALUES ('hello');
--- migration
DROP VIEW notes;
CREATE VIEW notes AS SELECT id, body, archived FROM note_rows WHERE archived = 0;
