-- verdict: safe
-- hazard: none
-- why: the validated CHECK of the running schema proves it, so SET NOT NULL reads nothing; only then is the CHECK dropped
--- schema
CREATE TABLE claims (id bigserial PRIMARY KEY, policy_no text, filed_on date NOT NULL DEFAULT '2024-01-01');
ALTER TABLE claims ADD CONSTRAINT claims_policy_no_null CHECK (policy_no IS NOT NULL);
--- data
INSERT INTO claims (policy_no) SELECT 'p' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, policy_no FROM claims WHERE id = 3;
INSERT INTO claims (policy_no) VALUES ('p-new');
UPDATE claims SET policy_no = 'p-x' WHERE id = 4;
DELETE FROM claims WHERE id = 5;
--- migration
ALTER TABLE claims ALTER COLUMN policy_no SET NOT NULL;
ALTER TABLE claims DROP CONSTRAINT claims_policy_no_null;
