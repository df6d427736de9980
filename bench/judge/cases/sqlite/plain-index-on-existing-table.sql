-- verdict: unsafe
-- hazard: scan
-- why: SQLite has no concurrent index build; the database is locked for writers while all rows are read and sorted
--- schema
CREATE TABLE `Shipment` (`id` TEXT NOT NULL PRIMARY KEY, `carrier` TEXT NOT NULL, `createdAt` DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP);
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO Shipment (id, carrier) SELECT 'cl' || i, 'dhl' || (i % 7) FROM g;
--- old
SELECT `id`, `carrier` FROM `Shipment` WHERE `carrier` = 'dhl1' ORDER BY `id` LIMIT 3;
INSERT INTO `Shipment` (`id`, `carrier`) VALUES ('x', 'ups');
UPDATE `Shipment` SET `carrier` = 'gls' WHERE `id` = 'cl1';
--- migration
CREATE INDEX `Shipment_carrier_idx` ON `Shipment`(`carrier`);
