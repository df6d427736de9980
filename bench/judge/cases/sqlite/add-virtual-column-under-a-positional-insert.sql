-- verdict: safe
-- hazard: none
-- why: a VIRTUAL generated column takes no value, so INSERT ... VALUES by position still counts three columns; nothing is written
--- schema
CREATE TABLE invoice_lines (line_id INTEGER PRIMARY KEY, net_cents INTEGER NOT NULL, vat_cents INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO invoice_lines SELECT i, i * 100, i * 20 FROM g;
--- old
INSERT INTO invoice_lines VALUES (NULL, 1000, 200) RETURNING net_cents, vat_cents;
SELECT line_id, net_cents, vat_cents FROM invoice_lines WHERE line_id = 4;
UPDATE invoice_lines SET vat_cents = 0 WHERE line_id = 4 RETURNING vat_cents;
DELETE FROM invoice_lines WHERE line_id = 4;
--- queries
INSERT INTO invoice_lines VALUES (NULL, 1000, 200);
--- migration
ALTER TABLE invoice_lines ADD COLUMN gross_cents INTEGER GENERATED ALWAYS AS (net_cents + vat_cents) VIRTUAL;
