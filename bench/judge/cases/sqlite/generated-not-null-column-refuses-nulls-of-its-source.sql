-- verdict: unsafe
-- hazard: scan
-- why: NOT NULL on a generated column is tested on all rows, and old inserts that leave the phone NULL fail
--- schema
CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO contacts SELECT i, 'n' || i, '+43' || i FROM g;
--- old
INSERT INTO contacts (name) VALUES ('Mia');
INSERT INTO contacts (name, phone) VALUES ('Leo', '+431');
SELECT id, name, phone FROM contacts WHERE id = 8;
UPDATE contacts SET phone = NULL WHERE id = 8;
--- migration
ALTER TABLE contacts ADD COLUMN phone_key TEXT GENERATED ALWAYS AS (replace(phone, ' ', '')) VIRTUAL NOT NULL;
