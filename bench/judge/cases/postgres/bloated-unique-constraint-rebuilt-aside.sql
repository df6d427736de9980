-- verdict: safe
-- hazard: none
-- why: the twin index is built concurrently first; one ALTER then swaps the constraint, so ON CONFLICT (email) never lacks its arbiter
--- schema
CREATE TABLE leads (id bigserial PRIMARY KEY, email text NOT NULL, score int NOT NULL DEFAULT 0, CONSTRAINT leads_email_key UNIQUE (email));
--- data
INSERT INTO leads (email) SELECT 'e' || g FROM generate_series(1, :rows) g;
--- old
INSERT INTO leads (email, score) VALUES ('e4', 5) ON CONFLICT (email) DO UPDATE SET score = excluded.score;
SELECT id, score FROM leads WHERE email = 'e5';
UPDATE leads SET email = 'other' WHERE id = 6;
--- queries
INSERT INTO leads (email, score) VALUES ('e4', 5) ON CONFLICT (email) DO UPDATE SET score = excluded.score;
--- migration
CREATE UNIQUE INDEX CONCURRENTLY leads_email_new ON leads (email);
ALTER TABLE leads DROP CONSTRAINT leads_email_key, ADD CONSTRAINT leads_email_key UNIQUE USING INDEX leads_email_new;
