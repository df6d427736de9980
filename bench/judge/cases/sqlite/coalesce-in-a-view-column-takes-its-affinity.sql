-- verdict: unsafe
-- hazard: none
-- why: coalesce() is an expression without affinity: the number 42 was compared as text with the column and is now never equal to it
--- schema
CREATE TABLE parcels (parcel_id INTEGER PRIMARY KEY, route_no TEXT, weight REAL NOT NULL);
CREATE VIEW v_parcels AS SELECT parcel_id, route_no, weight FROM parcels;
--- data
WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < :rows) INSERT INTO parcels SELECT i, '' || (i % 100), i / 10.0 FROM g;
--- old
SELECT parcel_id, route_no FROM v_parcels WHERE route_no = 42 ORDER BY parcel_id LIMIT 3;
SELECT parcel_id, route_no, weight FROM parcels WHERE parcel_id = 8;
INSERT INTO parcels (route_no, weight) VALUES ('42', 1.5);
--- queries
SELECT parcel_id, route_no FROM v_parcels WHERE route_no = 42 ORDER BY parcel_id LIMIT 3;
--- migration
DROP VIEW v_parcels;
CREATE VIEW v_parcels AS SELECT parcel_id, coalesce(route_no, '') AS route_no, weight FROM parcels;
