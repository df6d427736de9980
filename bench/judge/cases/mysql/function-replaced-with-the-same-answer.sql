-- verdict: safe
-- hazard: none
-- why: the function keeps its name, parameters, type and result; only its way to it changes, in one atomic statement
--- schema
CREATE TABLE order_lines (order_id int NOT NULL, line int NOT NULL, qty int NOT NULL, cents int NOT NULL, PRIMARY KEY (order_id, line));
CREATE FUNCTION order_total(o int) RETURNS decimal(12,2) READS SQL DATA RETURN (SELECT COALESCE(SUM(qty * cents), 0) / 100 FROM order_lines WHERE order_id = o);
--- data
INSERT INTO order_lines SELECT seq, 1, 2, 150 FROM seq_1_to_:rows;
--- old
SELECT order_total(5) AS total;
SELECT order_total(-5) AS total;
INSERT INTO order_lines VALUES (5, 2, 1, 99);
--- migration
CREATE OR REPLACE FUNCTION order_total(o int) RETURNS decimal(12,2) READS SQL DATA RETURN COALESCE((SELECT SUM(l.qty * l.cents / 100) FROM order_lines l WHERE l.order_id = o), 0);
