-- verdict: unsafe
-- hazard: scan
-- why: ADD COLUMN on a STRICT table reads all rows to check their types
--- schema
CREATE TABLE shipments (id INTEGER PRIMARY KEY, carrier TEXT NOT NULL, weight_g INTEGER NOT NULL, label TEXT) STRICT;
--- data
insert into shipments select g, 'dhl', g, 'label of ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
INSERT INTO shipments (carrier, weight_g, label) VALUES ('ups', 100, 'l');
SELECT carrier, weight_g FROM shipments WHERE id = 4;
--- migration
ALTER TABLE shipments ADD COLUMN insured_cents INTEGER;
