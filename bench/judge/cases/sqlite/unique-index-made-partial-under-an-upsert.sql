-- verdict: unsafe
-- hazard: scan
-- why: ON CONFLICT (email) matches no partial index, so the upsert of the running version fails
--- schema
CREATE TABLE subscribers (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, email varchar NOT NULL, name varchar, deleted_at datetime);
CREATE UNIQUE INDEX index_subscribers_on_email ON subscribers (email);
--- data
insert into subscribers (email, name) select 'user' || g || '@example.com', 'n' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
INSERT INTO subscribers (email, name) VALUES ('user5@example.com', 'Z') ON CONFLICT (email) DO UPDATE SET name = excluded.name;
SELECT id, name FROM subscribers WHERE email = 'user5@example.com';
UPDATE subscribers SET deleted_at = '2024-01-01' WHERE id = 4;
--- queries
INSERT INTO subscribers (email, name) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET name = excluded.name
--- migration
BEGIN;
DROP INDEX index_subscribers_on_email;
CREATE UNIQUE INDEX index_subscribers_on_email ON subscribers (email) WHERE deleted_at IS NULL;
COMMIT;
