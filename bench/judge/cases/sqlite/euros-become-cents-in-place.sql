-- verdict: unsafe
-- hazard: lock
-- why: one UPDATE of all rows keeps writers out, and the old version takes the cents for euros afterwards
--- schema
CREATE TABLE wallets (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL, balance INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX wallets_owner ON wallets (owner_id);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO wallets SELECT i, i, i * 10 FROM g;
--- old
SELECT balance FROM wallets WHERE owner_id = 4;
UPDATE wallets SET balance = balance - 5 WHERE owner_id = 4 RETURNING balance;
INSERT INTO wallets (owner_id) VALUES (-9);
--- migration
UPDATE wallets SET balance = balance * 100;
