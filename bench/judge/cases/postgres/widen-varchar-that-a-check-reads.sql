-- verdict: unsafe
-- hazard: scan
-- why: widening a varchar is free, but the CHECK on it is made anew and proved on every row under ACCESS EXCLUSIVE
--- schema
CREATE TABLE coupons (
  id bigserial PRIMARY KEY,
  code varchar(20) NOT NULL,
  percent_off integer NOT NULL DEFAULT 10,
  CONSTRAINT coupons_code_upper CHECK (code = upper(code))
);
--- data
INSERT INTO coupons (code) SELECT 'C' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, percent_off FROM coupons WHERE code = 'C17';
INSERT INTO coupons (code, percent_off) VALUES ('SUMMER', 15);
UPDATE coupons SET percent_off = 20 WHERE id = 3;
DELETE FROM coupons WHERE id = 4;
--- migration
ALTER TABLE coupons ALTER COLUMN code TYPE varchar(40);
