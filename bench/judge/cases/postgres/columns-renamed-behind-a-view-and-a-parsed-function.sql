-- verdict: safe
-- hazard: none
-- why: the role reaches the table only through a view and a BEGIN ATOMIC function; both are stored parsed and follow the rename
-- role: intranet
--- schema
create role intranet;
CREATE TABLE t_person (pid int PRIMARY KEY, nm text NOT NULL);
CREATE VIEW person_list AS SELECT pid AS id, nm AS name FROM t_person;
CREATE FUNCTION person_name(p int) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER BEGIN ATOMIC SELECT nm FROM t_person WHERE pid = p; END;
GRANT SELECT, INSERT ON person_list TO intranet;
--- data
INSERT INTO t_person SELECT g, 'n' || g FROM generate_series(1, :rows) g;
--- old
SELECT id, name FROM person_list WHERE id = 5;
INSERT INTO person_list (id, name) VALUES (-1, 'Neu');
SELECT person_name(6);
--- migration
ALTER TABLE t_person RENAME COLUMN nm TO full_name;
ALTER TABLE t_person RENAME TO person;
