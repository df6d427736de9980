-- verdict: unsafe
-- hazard: rewrite
-- why: a new column without default is free, but not when its type is a domain with a constraint: the table is rewritten
-- server-version: 15
--- schema
CREATE DOMAIN iban AS text CHECK (VALUE ~ '^[A-Z]{2}[0-9A-Z]+$');
CREATE TABLE payees (
  id uuid PRIMARY KEY,
  display_name text NOT NULL,
  account iban
);
CREATE TABLE mandates (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference text NOT NULL,
  signed_on date
);
--- data
INSERT INTO mandates (reference) SELECT 'M-' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, reference, signed_on FROM mandates WHERE id = 5;
INSERT INTO mandates (reference, signed_on) VALUES ('M-new', '2024-02-01');
UPDATE mandates SET signed_on = '2024-02-02' WHERE id = 6;
SELECT id, display_name, account FROM payees LIMIT 5;
--- migration
ALTER TABLE mandates ADD COLUMN creditor_account iban;
