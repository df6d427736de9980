-- verdict: safe
-- hazard: none
-- why: the transaction ends in ROLLBACK, and the statements in it change the schema only
--- schema
CREATE TABLE wallets (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, cents INT NOT NULL);
CREATE VIEW rich_wallets AS SELECT id, owner FROM wallets WHERE cents > 1000;
--- data
INSERT INTO wallets (owner, cents) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'o' || n, n FROM g;
--- old
SELECT id, owner, cents FROM wallets WHERE id = 4;
SELECT id, owner FROM rich_wallets ORDER BY id LIMIT 3;
INSERT INTO wallets (owner, cents) VALUES ('x', 1) RETURNING owner;
UPDATE wallets SET cents = 3 WHERE id = 4 RETURNING cents;
--- migration
BEGIN IMMEDIATE;
DROP VIEW rich_wallets;
ALTER TABLE wallets RENAME COLUMN cents TO balance;
ALTER TABLE wallets RENAME TO purses;
ROLLBACK;
