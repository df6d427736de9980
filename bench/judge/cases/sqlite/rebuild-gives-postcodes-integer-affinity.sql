-- verdict: unsafe
-- hazard: data-loss
-- why: copied into an INTEGER column the text 01067 becomes 1067, and the leading zero cannot be got back
--- schema
CREATE TABLE depots (id INTEGER PRIMARY KEY, postcode TEXT NOT NULL, town TEXT NOT NULL);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO depots SELECT i, printf('0%04d', i), 't' || i FROM g;
--- old
SELECT id, postcode, town FROM depots WHERE id = 67;
INSERT INTO depots (postcode, town) VALUES ('01067', 'Dresden') RETURNING postcode;
SELECT id FROM depots WHERE town = 't9';
--- migration
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_depots` (
	`id` integer PRIMARY KEY,
	`postcode` integer NOT NULL,
	`town` text NOT NULL
);
INSERT INTO `__new_depots`("id", "postcode", "town") SELECT "id", "postcode", "town" FROM `depots`;
DROP TABLE `depots`;
ALTER TABLE `__new_depots` RENAME TO `depots`;
PRAGMA foreign_keys=ON;
