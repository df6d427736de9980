-- verdict: safe
-- hazard: none
-- why: a generated column takes no place in an INSERT without a column list
--- schema
CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT, balance INT NOT NULL DEFAULT 0);
CREATE TABLE account_log (account_id INT, before INT, after INT);
CREATE TRIGGER accounts_log AFTER UPDATE OF balance ON accounts BEGIN
  INSERT INTO account_log VALUES (NEW.id, OLD.balance, NEW.balance);
END;
--- data
INSERT INTO accounts (owner, balance) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'o' || n, n FROM g;
INSERT INTO account_log with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT n, 0, n FROM g;
--- old
UPDATE accounts SET balance = balance + 5 WHERE id = 10 RETURNING balance;
INSERT INTO accounts (owner) VALUES ('Eve') RETURNING id, balance;
SELECT account_id, before, after FROM account_log WHERE account_id = 10;
SELECT owner, balance FROM accounts WHERE id = 1;
--- migration
ALTER TABLE account_log ADD COLUMN delta INT GENERATED ALWAYS AS (after - before) VIRTUAL;
