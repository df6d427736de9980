-- verdict: unsafe
-- hazard: none
-- why: the search for NULLs is one probe of the index, but inserts that leave the column out fail from now on
-- server-version: 3.53
--- schema
CREATE TABLE assets (id INTEGER PRIMARY KEY, name TEXT NOT NULL, barcode TEXT);
CREATE UNIQUE INDEX assets_barcode ON assets (barcode);
--- data
insert into assets select g, 'a' || g, 'b' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
INSERT INTO assets (name) VALUES ('without a code yet');
SELECT name FROM assets WHERE barcode = 'b5';
UPDATE assets SET barcode = NULL WHERE id = 4;
--- queries
INSERT INTO assets (name) VALUES (?)
--- migration
ALTER TABLE assets ALTER COLUMN barcode SET NOT NULL;
