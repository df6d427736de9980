-- verdict: unsafe
-- hazard: none
-- why: everything is concurrent, but ON CONFLICT (email) finds no matching unique index any more: the new one is partial
--- schema
CREATE TABLE members (id bigserial PRIMARY KEY, email text NOT NULL, nick text, deleted_at timestamp);
CREATE UNIQUE INDEX members_email ON members (email);
--- data
INSERT INTO members (email, nick) SELECT 'e' || g, 'n' FROM generate_series(1, :rows) g;
--- old
INSERT INTO members (email, nick) VALUES ('e5', 'five') ON CONFLICT (email) DO UPDATE SET nick = excluded.nick;
SELECT id, nick FROM members WHERE email = 'e6';
UPDATE members SET deleted_at = '2024-01-01' WHERE email = 'e7';
--- queries
INSERT INTO members (email, nick) VALUES ('e5', 'five') ON CONFLICT (email) DO UPDATE SET nick = excluded.nick;
SELECT id, nick FROM members WHERE email = 'e6';
--- migration
CREATE UNIQUE INDEX CONCURRENTLY members_live_email ON members (email) WHERE deleted_at IS NULL;
DROP INDEX CONCURRENTLY members_email;
