-- verdict: safe
-- hazard: none
-- why: a trigger body is resolved when it fires, and by then the table is there
--- schema
CREATE TABLE tickets (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'open');
--- data
insert into tickets select g, 's' || g, 'open' from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
UPDATE tickets SET state = 'closed' WHERE id = 5;
INSERT INTO tickets (subject) VALUES ('x') RETURNING state;
SELECT subject, state FROM tickets WHERE id = 4;
--- migration
BEGIN;
CREATE TRIGGER tickets_state AFTER UPDATE OF state ON tickets WHEN OLD.state IS NOT NEW.state
BEGIN
  INSERT INTO ticket_states (ticket_id, was, became) VALUES (OLD.id, OLD.state, NEW.state);
END;
CREATE TABLE ticket_states (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL, was TEXT, became TEXT, at TEXT DEFAULT CURRENT_TIMESTAMP);
COMMIT;
