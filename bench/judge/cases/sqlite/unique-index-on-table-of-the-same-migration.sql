-- verdict: safe
-- hazard: none
-- why: the table is created here and filled with two rows, so there is nothing to scan and nobody to refuse
--- schema
CREATE TABLE accounts (id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO accounts SELECT i, 'l' || i FROM g;
--- old
SELECT login FROM accounts WHERE id = 1;
INSERT INTO accounts (login) VALUES ('new');
DELETE FROM accounts WHERE id = 2;
--- migration
CREATE TABLE account_tiers (id INTEGER PRIMARY KEY, code TEXT NOT NULL, monthly_cents INTEGER NOT NULL);
INSERT INTO account_tiers (code, monthly_cents) VALUES ('free', 0), ('pro', 900);
CREATE UNIQUE INDEX account_tiers_code ON account_tiers (code);
