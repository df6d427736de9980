-- verdict: unsafe
-- hazard: data-loss
-- why: DROP OWNED reads like taking back rights, but it drops the tables that the role owns
-- role: survey_app
--- schema
create role survey_app;
create role dev_tom;
CREATE TABLE answers (id int PRIMARY KEY, answer text NOT NULL);
ALTER TABLE answers OWNER TO dev_tom;
GRANT SELECT, INSERT ON answers TO survey_app;
--- data
INSERT INTO answers SELECT g, 'yes' FROM generate_series(1, :rows) g;
--- old
SELECT answer FROM answers WHERE id = 5;
INSERT INTO answers VALUES (-1, 'no');
--- migration
DROP OWNED BY dev_tom;
DROP ROLE dev_tom;
