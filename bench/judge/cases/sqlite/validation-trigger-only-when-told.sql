-- verdict: safe
-- hazard: none
-- why: the old version never fills vat_id, so the trigger's WHEN is never true for it
--- schema
CREATE TABLE companies (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT);
--- data
INSERT INTO companies (name, country) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'c' || n, 'AT' FROM g;
--- old
INSERT INTO companies (name, country) VALUES ('x', 'DE') RETURNING id, name;
INSERT INTO companies (name) VALUES ('y') RETURNING name, country;
UPDATE companies SET name = 'z' WHERE id = 3 RETURNING name;
SELECT id, name, country FROM companies WHERE id = 4;
--- migration
ALTER TABLE companies ADD COLUMN vat_id TEXT;
CREATE TRIGGER companies_vat_bi BEFORE INSERT ON companies
WHEN length(NEW.vat_id) <> 11 BEGIN
  SELECT RAISE(ABORT, 'vat_id must have 11 characters');
END;
CREATE TRIGGER companies_vat_bu BEFORE UPDATE OF vat_id ON companies
WHEN length(NEW.vat_id) <> 11 BEGIN
  SELECT RAISE(ABORT, 'vat_id must have 11 characters');
END;
