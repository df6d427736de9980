-- verdict: safe
-- hazard: none
-- why: a policy has no effect while row security is off for the table
-- role: desk_app
--- schema
create role desk_app;
CREATE TABLE cases (id int PRIMARY KEY, tenant_id int NOT NULL, summary text NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON cases TO desk_app;
--- data
INSERT INTO cases SELECT g, g % 5, 's' FROM generate_series(1, :rows) g;
--- old
SELECT summary FROM cases WHERE id = 5;
INSERT INTO cases VALUES (-1, 3, 'neu');
UPDATE cases SET summary = 'x' WHERE id = 6;
--- migration
CREATE POLICY cases_by_tenant ON cases AS RESTRICTIVE USING (tenant_id = current_setting('app.tenant_id')::int);
