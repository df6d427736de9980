-- verdict: safe
-- hazard: none
-- why: the table has no replica identity, but the publication carries inserts only, so updates and deletes need none
--- schema
CREATE TABLE clicks (visitor uuid NOT NULL, url text NOT NULL, seen boolean NOT NULL DEFAULT false);
--- data
INSERT INTO clicks SELECT md5(g::text)::uuid, '/p' || g, false FROM generate_series(1, :rows) g;
--- old
INSERT INTO clicks (visitor, url) VALUES ('00000000-0000-0000-0000-000000000001', '/home');
UPDATE clicks SET seen = true WHERE url = '/p4';
DELETE FROM clicks WHERE url = '/p5';
SELECT count(*) FROM clicks WHERE url = '/p6';
--- migration
CREATE PUBLICATION clicks_out FOR TABLE clicks WITH (publish = 'insert');
