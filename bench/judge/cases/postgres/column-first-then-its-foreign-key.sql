-- verdict: unsafe
-- hazard: scan
-- why: added by a statement of its own, the foreign key is proved on the whole table although the column above it is still all NULL
--- schema
CREATE TABLE plans (id bigserial PRIMARY KEY, title text NOT NULL);
CREATE TABLE subscribers (id bigserial PRIMARY KEY, email text NOT NULL, active boolean NOT NULL DEFAULT true);
--- data
INSERT INTO plans (title) SELECT 'p' || g FROM generate_series(1, 20) g;
INSERT INTO subscribers (email) SELECT 'e' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, email, active FROM subscribers WHERE id = 3;
INSERT INTO subscribers (email) VALUES ('new@example.org');
UPDATE subscribers SET active = false WHERE id = 4;
INSERT INTO plans (title) VALUES ('gold');
UPDATE plans SET title = 'x' WHERE id = 1;
--- migration
ALTER TABLE subscribers ADD COLUMN plan_id bigint;
ALTER TABLE subscribers ADD CONSTRAINT subscribers_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans (id);
