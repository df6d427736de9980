-- verdict: unsafe
-- hazard: none
-- why: oid was another name of the rowid and is the new, empty column afterwards
--- schema
CREATE TABLE contacts (email TEXT NOT NULL, phone TEXT);
--- data
INSERT INTO contacts with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'e' || n, '0' || n FROM g;
--- old
SELECT email, phone FROM contacts WHERE oid = 17;
INSERT INTO contacts (email, phone) VALUES ('a', 'b');
UPDATE contacts SET phone = '1' WHERE email = 'e2';
--- queries
SELECT email, phone FROM contacts WHERE oid = ?;
INSERT INTO contacts (email, phone) VALUES (?, ?);
UPDATE contacts SET phone = ? WHERE email = ?;
--- migration
ALTER TABLE contacts ADD COLUMN oid TEXT;
