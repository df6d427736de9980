-- verdict: unsafe
-- hazard: none
-- why: the view answers the old reads, but a view without INSTEAD OF triggers cannot be written to
-- transaction: yes
--- schema
CREATE TABLE clients (id INTEGER PRIMARY KEY, company TEXT NOT NULL, vat TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO clients SELECT i, 'c' || i, 'ATU' || i FROM g;
--- old
SELECT id, company, vat FROM clients WHERE id = 4;
INSERT INTO clients (company, vat) VALUES ('ACME', NULL);
UPDATE clients SET vat = 'x' WHERE id = 4;
--- migration
ALTER TABLE clients RENAME TO customers;
CREATE VIEW clients AS SELECT id, company, vat FROM customers;
