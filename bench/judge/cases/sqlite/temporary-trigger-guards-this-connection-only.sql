-- verdict: safe
-- hazard: none
-- why: a TEMP trigger fires for the migration's own connection; the application never sees it
--- schema
CREATE TABLE ledger (id INTEGER PRIMARY KEY, account TEXT NOT NULL, cents INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO ledger SELECT i, 'a' || (i % 9), i FROM g;
--- old
DELETE FROM ledger WHERE id = 4 RETURNING id;
INSERT INTO ledger (account, cents) VALUES ('a1', 5);
SELECT cents FROM ledger WHERE id = 4;
--- migration
CREATE TEMP TRIGGER ledger_frozen BEFORE DELETE ON ledger BEGIN
  SELECT RAISE(ABORT, 'no deletes while migrating');
END;
CREATE TABLE ledger_accounts (account TEXT PRIMARY KEY NOT NULL, title TEXT);
