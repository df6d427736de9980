-- verdict: safe
-- hazard: none
-- why: the column is changed to exactly what it is; the prefix index beside it is built while others write
--- schema
CREATE TABLE wp_posts (ID bigint unsigned NOT NULL auto_increment, post_author bigint unsigned NOT NULL default '0', post_date datetime NOT NULL default '0000-00-00 00:00:00', post_title text NOT NULL, post_name varchar(200) NOT NULL default '', PRIMARY KEY (ID)) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
--- data
INSERT INTO wp_posts (post_author, post_date, post_title, post_name) SELECT 1, '2024-01-01', 't', concat('p', seq) FROM seq_1_to_:rows;
--- old
SELECT ID, post_title FROM wp_posts WHERE post_name = 'p9';
INSERT INTO wp_posts (post_author, post_title) VALUES (1, 'Draft');
UPDATE wp_posts SET post_title = 'x' WHERE ID = 9;
DELETE FROM wp_posts WHERE ID = 10;
--- migration
ALTER TABLE wp_posts CHANGE COLUMN `post_date` post_date datetime NOT NULL default '0000-00-00 00:00:00';
ALTER TABLE wp_posts ADD KEY `post_name` (`post_name`(191));
