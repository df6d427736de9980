-- verdict: safe
-- hazard: none
-- why: the validated CHECK of the staged table implies the partition's bound and there is no default partition, so nothing is read
--- schema
CREATE TABLE journal (entry_no bigint NOT NULL, booked_on date NOT NULL, amount numeric(12,2) NOT NULL) PARTITION BY RANGE (booked_on);
CREATE TABLE journal_2024 PARTITION OF journal FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE journal_2023 (
  entry_no bigint NOT NULL,
  booked_on date NOT NULL,
  amount numeric(12,2) NOT NULL,
  CONSTRAINT journal_2023_bound CHECK (booked_on >= DATE '2023-01-01' AND booked_on < DATE '2024-01-01')
);
--- data
INSERT INTO journal_2023 SELECT g, '2023-01-01'::date + g % 300, 10 FROM generate_series(1, :rows) g;
INSERT INTO journal SELECT g, '2024-01-01'::date + g % 300, 10 FROM generate_series(1, :rows) g;
--- old
INSERT INTO journal (entry_no, booked_on, amount) VALUES (77, '2024-02-02', 9.90);
SELECT entry_no, amount FROM journal WHERE booked_on = '2024-02-02' AND entry_no = 32;
INSERT INTO journal_2023 (entry_no, booked_on, amount) VALUES (99, '2023-02-02', 1);
SELECT amount FROM journal_2023 WHERE entry_no = 12;
--- queries
SELECT entry_no, amount FROM journal WHERE booked_on = '2024-02-02' AND entry_no = 32;
INSERT INTO journal (entry_no, booked_on, amount) VALUES (77, '2024-02-02', 9.90);
--- migration
ALTER TABLE journal ATTACH PARTITION journal_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
