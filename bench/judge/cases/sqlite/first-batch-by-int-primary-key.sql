-- verdict: safe
-- hazard: none
-- why: INT PRIMARY KEY is no rowid alias but has an index of its own, so the range reads 500 rows
--- schema
CREATE TABLE contacts (id INT PRIMARY KEY NOT NULL, phone TEXT);
--- data
insert into contacts select g, '+41 ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
SELECT phone FROM contacts WHERE id = 7;
INSERT INTO contacts (id, phone) VALUES (-5, '1');
UPDATE contacts SET phone = '2' WHERE id = 8;
--- migration
ALTER TABLE contacts ADD COLUMN phone_digits TEXT;
UPDATE contacts SET phone_digits = replace(phone, ' ', '') WHERE id BETWEEN 1 AND 500;
