-- verdict: safe
-- hazard: none
-- why: the temporary table hides the real one in the migration's session only, so DELETE and DROP fall on the copy
--- schema
CREATE TABLE zip_codes (zip text PRIMARY KEY, town text NOT NULL);
--- data
INSERT INTO zip_codes SELECT 'z' || g, 't' || g % 90 FROM generate_series(1, :rows) g;
--- old
SELECT town FROM zip_codes WHERE zip = 'z5';
INSERT INTO zip_codes VALUES ('neu', 'Enns');
UPDATE zip_codes SET town = 'Steyr' WHERE zip = 'z6';
DELETE FROM zip_codes WHERE zip = 'z7';
--- migration
CREATE TEMP TABLE zip_codes AS SELECT zip, town FROM public.zip_codes;
DELETE FROM zip_codes WHERE town <> 't5';
CREATE TABLE public.towns AS SELECT DISTINCT town FROM zip_codes;
DROP TABLE zip_codes;
