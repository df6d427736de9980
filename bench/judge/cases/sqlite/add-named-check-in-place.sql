-- verdict: unsafe
-- hazard: scan
-- why: the added constraint is tested on every row, and a negative balance the old version may write is refused
-- server-version: 3.53
--- schema
CREATE TABLE wallets (owner TEXT PRIMARY KEY, balance INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO wallets SELECT 'o' || i, i FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO wallets SELECT 'padding of some length' || hex(zeroblob(60)) || i, i FROM g;
--- old
UPDATE wallets SET balance = balance - 1000000 WHERE owner = 'o1';
INSERT INTO wallets (owner) VALUES ('zed');
SELECT balance FROM wallets WHERE owner = 'o2';
--- migration
ALTER TABLE wallets ADD CONSTRAINT balance_not_negative CHECK (balance >= 0);
