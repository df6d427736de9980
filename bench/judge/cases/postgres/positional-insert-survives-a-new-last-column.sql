-- verdict: safe
-- hazard: none
-- why: in PostgreSQL an INSERT without column list may give fewer values than there are columns; the rest take their defaults
--- schema
CREATE TABLE gate_log (badge text NOT NULL, gate int NOT NULL, passed_at timestamp NOT NULL);
CREATE TABLE gate_log_archive (badge text NOT NULL, gate int NOT NULL, passed_at timestamp NOT NULL);
--- data
INSERT INTO gate_log SELECT 'b' || g, 1, '2024-01-01' FROM generate_series(1, :rows) g;
--- old
INSERT INTO gate_log VALUES ('b7', 2, '2024-04-04 08:00');
INSERT INTO gate_log_archive SELECT badge, gate, passed_at FROM gate_log WHERE badge = 'b8';
SELECT badge, gate FROM gate_log WHERE badge = 'b9';
DELETE FROM gate_log WHERE badge = 'b10';
--- queries
INSERT INTO gate_log VALUES ('b7', 2, '2024-04-04 08:00');
INSERT INTO gate_log_archive SELECT badge, gate, passed_at FROM gate_log WHERE badge = 'b8';
--- migration
ALTER TABLE gate_log ADD COLUMN direction text NOT NULL DEFAULT 'in';
