-- verdict: unsafe
-- hazard: rewrite
-- why: renaming the table takes the child's foreign key along to invoices_old; after the DROP each INSERT into the child fails
--- schema
CREATE TABLE invoices (id INTEGER PRIMARY KEY, number TEXT NOT NULL, due_on TEXT);
CREATE TABLE invoice_items (id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices (id), cents INTEGER NOT NULL);
CREATE INDEX invoice_items_invoice ON invoice_items (invoice_id);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO invoices SELECT i, 'n' || i, NULL FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO invoice_items SELECT i, i, i FROM g;
--- old
INSERT INTO invoice_items (invoice_id, cents) VALUES (4, 100);
SELECT id, number, due_on FROM invoices WHERE id = 4;
INSERT INTO invoices (number) VALUES ('n-new');
--- migration
PRAGMA foreign_keys = OFF;
BEGIN;
ALTER TABLE invoices RENAME TO invoices_old;
CREATE TABLE invoices (id INTEGER PRIMARY KEY, number TEXT NOT NULL, due_on TEXT, paid INTEGER NOT NULL DEFAULT 0);
INSERT INTO invoices (id, number, due_on) SELECT id, number, due_on FROM invoices_old;
DROP TABLE invoices_old;
COMMIT;
