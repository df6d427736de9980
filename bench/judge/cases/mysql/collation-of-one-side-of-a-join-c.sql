-- verdict: unsafe
-- hazard: none
-- why: MariaDB changes the collation in place, but afterwards the join of both codes mixes two collations and fails
-- server-version: 10.11
--- schema
CREATE TABLE vouchers (id int PRIMARY KEY AUTO_INCREMENT, code varchar(30) NOT NULL, KEY (code)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE redemptions (id int PRIMARY KEY AUTO_INCREMENT, voucher_code varchar(30) NOT NULL, KEY (voucher_code)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
--- data
INSERT INTO vouchers (code) SELECT concat('v', seq) FROM seq_1_to_:rows;
INSERT INTO redemptions (voucher_code) SELECT concat('v', seq) FROM seq_1_to_:rows;
--- old
SELECT v.id, r.id AS redemption FROM vouchers v JOIN redemptions r ON r.voucher_code = v.code WHERE v.id = 4;
INSERT INTO redemptions (voucher_code) VALUES ('v4');
--- queries
SELECT v.id, r.id AS redemption FROM vouchers v JOIN redemptions r ON r.voucher_code = v.code WHERE v.id = ?;
--- migration
ALTER TABLE vouchers CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
