-- verdict: unsafe
-- hazard: none
-- why: the application may insert into the audit table, but its bigserial draws from a sequence it has no right to, so every update of an invoice fails
-- role: billing
--- schema
create role billing;
CREATE TABLE invoices (id int PRIMARY KEY, cents int NOT NULL);
GRANT SELECT, INSERT, UPDATE ON invoices TO billing;
--- data
INSERT INTO invoices SELECT g, g FROM generate_series(1, :rows) g;
--- old
UPDATE invoices SET cents = 5 WHERE id = 6;
INSERT INTO invoices VALUES (-1, 5);
SELECT cents FROM invoices WHERE id = 7;
--- migration
CREATE TABLE invoice_audit (id bigserial PRIMARY KEY, invoice_id int NOT NULL, cents int NOT NULL, changed_by text NOT NULL DEFAULT current_user);
GRANT INSERT ON invoice_audit TO billing;
CREATE FUNCTION audit_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO invoice_audit (invoice_id, cents) VALUES (OLD.id, OLD.cents);
  RETURN NULL;
END $$;
CREATE TRIGGER invoice_audit AFTER UPDATE ON invoices FOR EACH ROW EXECUTE FUNCTION audit_invoice();
