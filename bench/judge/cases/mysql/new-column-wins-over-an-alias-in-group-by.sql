-- verdict: unsafe
-- hazard: none
-- why: GROUP BY prefers a column over an alias; once the table has a column day, all rows fall into one NULL group
--- schema
CREATE TABLE bookings (id int PRIMARY KEY AUTO_INCREMENT, room varchar(20) NOT NULL, starts_at datetime NOT NULL);
--- data
INSERT INTO bookings (room, starts_at) SELECT 'r1', '2024-01-01' + INTERVAL seq HOUR FROM seq_1_to_:rows;
--- old
SELECT DATE(starts_at) AS day, COUNT(*) AS n FROM bookings GROUP BY day ORDER BY 1;
INSERT INTO bookings (room, starts_at) VALUES ('r2', '2024-03-01 10:00');
--- queries
SELECT DATE(starts_at) AS day, COUNT(*) AS n FROM bookings GROUP BY day ORDER BY 1;
INSERT INTO bookings (room, starts_at) VALUES (?, ?);
--- migration
ALTER TABLE bookings ADD COLUMN day date NULL;
