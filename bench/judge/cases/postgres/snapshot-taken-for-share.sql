-- verdict: unsafe
-- hazard: lock
-- why: FOR SHARE locks every row it copies, so updates of the old version wait until the whole snapshot is written
--- schema
CREATE TABLE balances (account text PRIMARY KEY, cents bigint NOT NULL);
--- data
INSERT INTO balances SELECT 'a' || g, g FROM generate_series(1, :rows) g;
--- old
SELECT cents FROM balances WHERE account = 'a5';
UPDATE balances SET cents = cents - 5 WHERE account = 'a6';
INSERT INTO balances VALUES ('neu', 0);
--- migration
CREATE TABLE balances_2024 (account text PRIMARY KEY, cents bigint NOT NULL);
INSERT INTO balances_2024 SELECT account, cents FROM balances FOR SHARE;
