-- verdict: safe
-- hazard: none
-- why: a unique index over the primary key and one column more can refuse no row, and it is built concurrently
--- schema
CREATE TABLE invoices (id bigint PRIMARY KEY, tenant_id int NOT NULL, number text);
--- data
INSERT INTO invoices SELECT g, g % 10, 'R' FROM generate_series(1, :rows) g;
--- old
INSERT INTO invoices VALUES (-1, 3, 'R');
INSERT INTO invoices (id, tenant_id) VALUES (-2, 3);
UPDATE invoices SET tenant_id = 4 WHERE id = 5;
SELECT tenant_id, number FROM invoices WHERE id = 6;
--- migration
CREATE UNIQUE INDEX CONCURRENTLY invoices_tenant_id_id ON invoices (tenant_id, id);
