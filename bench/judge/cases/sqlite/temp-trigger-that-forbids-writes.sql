-- verdict: safe
-- hazard: none
-- why: a temporary trigger fires for this connection only
--- schema
CREATE TABLE ledger (id INTEGER PRIMARY KEY, account TEXT NOT NULL, cents INT NOT NULL);
--- data
INSERT INTO ledger (account, cents) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'a' || n, n FROM g;
--- old
INSERT INTO ledger (account, cents) VALUES ('x', 1) RETURNING account;
DELETE FROM ledger WHERE id = 4 RETURNING account;
SELECT id, account, cents FROM ledger WHERE id = 5;
--- migration
CREATE TEMP TRIGGER ledger_frozen BEFORE INSERT ON main.ledger BEGIN
  SELECT RAISE(ABORT, 'the ledger is frozen');
END;
CREATE TEMP TRIGGER ledger_kept BEFORE DELETE ON main.ledger BEGIN
  SELECT RAISE(ABORT, 'the ledger is kept');
END;
