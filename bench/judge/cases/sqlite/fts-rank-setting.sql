-- verdict: unsafe
-- hazard: none
-- why: the weights of the default rank are kept in the index, so the old version's ORDER BY rank answers otherwise
--- schema
CREATE VIRTUAL TABLE help_pages USING fts5(title, body);
--- data
INSERT INTO help_pages (title, body) VALUES ('pear pear', 'apple apple apple apple plum'), ('apple pear pear pear', 'plum plum plum plum plum');
INSERT INTO help_pages (title, body) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'page ' || n, 'nothing to see here' FROM g;
--- old
SELECT rowid FROM help_pages WHERE help_pages MATCH 'apple' ORDER BY rank LIMIT 1;
INSERT INTO help_pages (title, body) VALUES ('a', 'b');
--- queries
SELECT rowid, title FROM help_pages WHERE help_pages MATCH ? ORDER BY rank LIMIT 1;
INSERT INTO help_pages (title, body) VALUES (?, ?);
--- migration
INSERT INTO help_pages (help_pages, rank) VALUES ('rank', 'bm25(10.0, 1.0)');
