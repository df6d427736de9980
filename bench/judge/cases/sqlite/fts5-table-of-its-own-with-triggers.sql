-- verdict: safe
-- hazard: none
-- why: the new index keeps its own content and is filled row by row from now on; deleting a row it does not have is no error
--- schema
CREATE TABLE faq (id INTEGER PRIMARY KEY, question TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO faq SELECT i, 'word' || i FROM g;
--- old
DELETE FROM faq WHERE id = 5;
UPDATE faq SET question = 'x' WHERE id = 5 RETURNING id, question;
SELECT id, question FROM faq WHERE id = 5;
INSERT INTO faq (question) VALUES ('How?') RETURNING question;
--- migration
CREATE VIRTUAL TABLE faq_fts USING fts5(question);
CREATE TRIGGER faq_ai AFTER INSERT ON faq BEGIN INSERT INTO faq_fts(rowid, question) VALUES (new.id, new.question); END;
CREATE TRIGGER faq_ad AFTER DELETE ON faq BEGIN DELETE FROM faq_fts WHERE rowid = old.id; END;
CREATE TRIGGER faq_au AFTER UPDATE OF question ON faq BEGIN
  DELETE FROM faq_fts WHERE rowid = old.id;
  INSERT INTO faq_fts(rowid, question) VALUES (new.id, new.question);
END;
