-- verdict: unsafe
-- hazard: rewrite
-- why: the new check lets all in that came in before, but MariaDB tests an added check by copying the table
--- schema
CREATE TABLE seats (id int PRIMARY KEY AUTO_INCREMENT, class varchar(10) NOT NULL, CONSTRAINT seats_class CHECK (class IN ('eco', 'business')));
--- data
INSERT INTO seats (class) SELECT 'eco' FROM seq_1_to_:rows;
--- old
INSERT INTO seats (class) VALUES ('business');
SELECT class FROM seats WHERE id = 3;
UPDATE seats SET class = 'eco' WHERE id = 3;
--- migration
ALTER TABLE seats DROP CONSTRAINT seats_class, ADD CONSTRAINT seats_class_v2 CHECK (class IN ('eco', 'business', 'first'));
