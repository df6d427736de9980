-- verdict: unsafe
-- hazard: none
-- why: reads see the same, but an INSERT through a view of two tables without a column list is refused
--- schema
CREATE TABLE notes (id int PRIMARY KEY AUTO_INCREMENT, owner_id int NOT NULL, body text NOT NULL);
CREATE TABLE owners (id int PRIMARY KEY, name varchar(60) NOT NULL);
CREATE VIEW my_notes AS SELECT id, owner_id, body FROM notes;
--- data
INSERT INTO owners SELECT seq, 'o' FROM seq_1_to_:rows;
INSERT INTO notes (owner_id, body) SELECT seq, 'b' FROM seq_1_to_:rows;
--- old
SELECT id, body FROM my_notes WHERE owner_id = 3 ORDER BY id;
INSERT INTO my_notes (owner_id, body) VALUES (3, 'x');
DELETE FROM my_notes WHERE id = 3;
--- queries
SELECT id, body FROM my_notes WHERE owner_id = ? ORDER BY id;
INSERT INTO my_notes (owner_id, body) VALUES (?, ?);
DELETE FROM my_notes WHERE id = ?;
--- migration
CREATE OR REPLACE VIEW my_notes AS SELECT n.id, n.owner_id, n.body, o.name AS owner_name FROM notes n LEFT JOIN owners o ON o.id = n.owner_id;
