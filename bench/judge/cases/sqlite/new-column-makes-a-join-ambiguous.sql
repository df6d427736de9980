-- verdict: unsafe
-- hazard: none
-- why: the recorded join names "currency" without its table; with a column of that name on both sides it is ambiguous
--- schema
CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, currency TEXT NOT NULL);
CREATE TABLE transfers (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts (id), amount INTEGER NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO accounts SELECT i, 'o' || i, 'EUR' FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO transfers SELECT i, i, i * 5 FROM g;
--- old
SELECT t.id, amount, currency FROM transfers t JOIN accounts a ON a.id = t.account_id WHERE t.id = 12;
SELECT id, owner, currency FROM accounts WHERE id = 3;
INSERT INTO transfers (account_id, amount) VALUES (3, 100);
--- queries
SELECT t.id, amount, currency FROM transfers t JOIN accounts a ON a.id = t.account_id WHERE t.id = 12;
--- migration
ALTER TABLE transfers ADD COLUMN currency TEXT;
