-- verdict: unsafe
-- hazard: lock
-- why: LIMIT 50 counts tenants; each may have any number of documents, all of which are written in one statement
--- schema
CREATE TABLE tenants (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE documents (id INTEGER PRIMARY KEY, tenant_id INTEGER NOT NULL REFERENCES tenants (id), title TEXT NOT NULL);
CREATE INDEX documents_tenant ON documents (tenant_id);
--- data
INSERT INTO tenants VALUES (1, 'a'), (2, 'b');
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO documents SELECT i, 1 + i % 2, 't' || i FROM g;
--- old
SELECT id, tenant_id, title FROM documents WHERE id = 5;
INSERT INTO documents (tenant_id, title) VALUES (1, 'Offer');
UPDATE documents SET title = 'x' WHERE id = 5;
SELECT id, name FROM tenants ORDER BY id;
--- migration
ALTER TABLE documents ADD COLUMN region TEXT;
UPDATE documents SET region = 'eu' WHERE tenant_id IN (SELECT id FROM tenants ORDER BY id LIMIT 50);
