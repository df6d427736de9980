-- verdict: safe
-- hazard: none
-- why: the trigger only forbade things; whatever went through before goes through as before
--- schema
CREATE TABLE contracts (id INTEGER PRIMARY KEY, party TEXT NOT NULL, signed INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER contracts_signed_are_final BEFORE UPDATE ON contracts WHEN OLD.signed = 1 BEGIN
  SELECT RAISE(ABORT, 'signed contracts are final');
END;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO contracts SELECT i, 'p' || i, i % 2 FROM g;
--- old
UPDATE contracts SET signed = 1 WHERE id = 4 RETURNING id, signed;
INSERT INTO contracts (party) VALUES ('Moe');
SELECT party, signed FROM contracts WHERE id = 5;
DELETE FROM contracts WHERE id = 5;
--- migration
DROP TRIGGER contracts_signed_are_final;
