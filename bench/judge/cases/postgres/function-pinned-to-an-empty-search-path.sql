-- verdict: unsafe
-- hazard: none
-- why: the security linter's advice breaks a function whose body names its table without a schema
--- schema
CREATE TABLE profiles (id int PRIMARY KEY, handle text NOT NULL UNIQUE);
CREATE FUNCTION handle_taken(p text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM profiles WHERE handle = lower(p));
END $$;
--- data
INSERT INTO profiles SELECT g, 'h' || g FROM generate_series(1, :rows) g;
--- old
SELECT handle_taken('H5');
SELECT handle FROM profiles WHERE id = 5;
INSERT INTO profiles VALUES (-1, 'neu');
--- migration
ALTER FUNCTION handle_taken(text) SET search_path = '';
