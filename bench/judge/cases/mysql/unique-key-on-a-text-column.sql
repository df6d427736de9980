-- verdict: unsafe
-- hazard: rewrite
-- why: a whole TEXT cannot be in an InnoDB key; MariaDB adds a hidden hash column, by copying the table
-- server-version: 10.11
--- schema
CREATE TABLE bookmarks (id int PRIMARY KEY AUTO_INCREMENT, url text NOT NULL, title varchar(200) NULL);
--- data
INSERT INTO bookmarks (url) SELECT concat('https://x/', seq) FROM seq_1_to_:rows;
--- old
INSERT INTO bookmarks (url, title) VALUES ('https://x/3', 'again');
SELECT id, url FROM bookmarks WHERE id = 3;
UPDATE bookmarks SET title = 'y' WHERE id = 3;
--- migration
ALTER TABLE bookmarks ADD UNIQUE KEY bookmarks_url (url);
