-- verdict: safe
-- hazard: none
-- why: pg_catalog comes before public in every search path, so calls and the default go on using the built-in function
--- schema
CREATE TABLE tokens (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), kind text NOT NULL, digest text NOT NULL);
--- data
INSERT INTO tokens (kind, digest) SELECT 'k' || g, 'd' FROM generate_series(1, :rows) g;
--- old
INSERT INTO tokens (kind, digest) VALUES ('neu', md5('x')) RETURNING digest;
INSERT INTO tokens (id, kind, digest) VALUES (gen_random_uuid(), 'neu', 'd') RETURNING kind;
SELECT digest FROM tokens WHERE kind = 'k5';
UPDATE tokens SET digest = 'e' WHERE kind = 'k6';
--- migration
CREATE FUNCTION public.gen_random_uuid() RETURNS uuid LANGUAGE sql AS $$ SELECT '00000000-0000-0000-0000-000000000000'::uuid $$;
CREATE FUNCTION public.md5(text) RETURNS text LANGUAGE sql AS $$ SELECT 'none'::text $$;
