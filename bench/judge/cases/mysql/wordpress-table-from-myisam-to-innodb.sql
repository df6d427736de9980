-- verdict: unsafe
-- hazard: rewrite
-- why: another engine means a copy of every row while writers wait
--- schema
CREATE TABLE wp_postmeta (meta_id bigint unsigned NOT NULL auto_increment, post_id bigint unsigned NOT NULL DEFAULT 0, meta_key varchar(255) DEFAULT NULL, meta_value longtext, PRIMARY KEY (meta_id), KEY post_id (post_id), KEY meta_key (meta_key(191))) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4;
--- data
INSERT INTO wp_postmeta (post_id, meta_key, meta_value) SELECT seq % 50, 'k', 'v' FROM seq_1_to_:rows;
--- old
SELECT post_id, meta_key, meta_value FROM wp_postmeta WHERE post_id IN (7) ORDER BY meta_id ASC LIMIT 3;
UPDATE wp_postmeta SET meta_value = 'v' WHERE post_id = 7 AND meta_key = 'k';
--- migration
ALTER TABLE wp_postmeta ENGINE=InnoDB;
