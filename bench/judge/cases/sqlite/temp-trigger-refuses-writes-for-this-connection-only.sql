-- verdict: safe
-- hazard: none
-- why: a TEMP trigger lives in the connection of the migration; no other connection meets its RAISE
--- schema
CREATE TABLE contracts (id INTEGER PRIMARY KEY, party TEXT NOT NULL, signed_on TEXT);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO contracts SELECT i, 'p' || i, NULL FROM g;
--- old
UPDATE contracts SET signed_on = '2026-03-03' WHERE id = 3;
INSERT INTO contracts (party) VALUES ('ACME');
DELETE FROM contracts WHERE id = 3;
SELECT id, party, signed_on FROM contracts WHERE id = 5;
--- migration
CREATE TEMP TRIGGER contracts_frozen BEFORE UPDATE ON contracts BEGIN
  SELECT RAISE(ABORT, 'contracts are frozen while migrating');
END;
CREATE TABLE contract_parties (id INTEGER PRIMARY KEY, contract_id INTEGER NOT NULL REFERENCES contracts (id) ON DELETE CASCADE, party TEXT NOT NULL);
