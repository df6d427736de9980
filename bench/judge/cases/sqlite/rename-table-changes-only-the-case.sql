-- verdict: safe
-- hazard: none
-- why: table names are compared without case and are no part of any result, so the way over a third name ends where it began
-- transaction: yes
--- schema
CREATE TABLE Warehouses (Id INTEGER PRIMARY KEY, Code TEXT NOT NULL UNIQUE);
CREATE TABLE Bins (Id INTEGER PRIMARY KEY, WarehouseId INTEGER NOT NULL REFERENCES Warehouses (Id), Label TEXT);
CREATE VIEW BinCodes AS SELECT b.Id, w.Code FROM Bins b JOIN Warehouses w ON w.Id = b.WarehouseId;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO Warehouses SELECT i, 'w' || i FROM g;
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO Bins SELECT i, i, 'l' FROM g;
--- old
SELECT Id, Code FROM Warehouses WHERE Code = 'w5';
SELECT Id, Code FROM BinCodes WHERE Id = 5;
INSERT INTO Bins (WarehouseId, Label) VALUES (5, 'x');
INSERT INTO Warehouses (Code) VALUES ('new');
--- migration
ALTER TABLE Warehouses RENAME TO warehouses_renaming;
ALTER TABLE warehouses_renaming RENAME TO warehouses;
