-- verdict: unsafe
-- hazard: data-loss
-- why: meant as a rehearsal, but ALTER TABLE commits the DELETE before it; the ROLLBACK has nothing left to undo
--- schema
CREATE TABLE coupons (id int PRIMARY KEY AUTO_INCREMENT, code varchar(20) NOT NULL, expires_on date NOT NULL);
--- data
INSERT INTO coupons (code, expires_on) SELECT concat('c', seq), '2020-01-01' + INTERVAL seq DAY FROM seq_1_to_:rows;
--- old
SELECT code FROM coupons WHERE id = 2;
INSERT INTO coupons (code, expires_on) VALUES ('NEW', '2030-01-01');
--- migration
START TRANSACTION;
DELETE FROM coupons WHERE expires_on < '2021-01-01';
ALTER TABLE coupons ADD COLUMN max_uses int NULL;
ROLLBACK;
