-- verdict: safe
-- hazard: none
-- why: the table that is filled, indexed and dropped lives in the attached memory database
--- schema
CREATE TABLE users (id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE);
--- data
INSERT INTO users (login) with recursive g(n) as (values (1) union all select n + 1 from g where n < :rows) SELECT 'l' || n FROM g;
--- old
SELECT id, login FROM users WHERE login = 'l4';
INSERT INTO users (login) VALUES ('new') RETURNING login;
DELETE FROM users WHERE login = 'l9' RETURNING id;
--- migration
ATTACH DATABASE ':memory:' AS scratch;
CREATE TABLE scratch.users (id INTEGER PRIMARY KEY, login TEXT NOT NULL);
INSERT INTO scratch.users (login) VALUES ('probe');
CREATE UNIQUE INDEX scratch.users_login ON users (login);
DROP TABLE scratch.users;
DETACH DATABASE scratch;
