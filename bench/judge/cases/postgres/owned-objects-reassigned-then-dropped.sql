-- verdict: safe
-- hazard: none
-- why: REASSIGN comes first, so DROP OWNED finds no table any more and only takes back the rights of the leaving role
-- role: stats_app
--- schema
create role stats_app;
create role dev_jana;
create role data_team;
CREATE TABLE page_stats (page text PRIMARY KEY, views bigint NOT NULL);
ALTER TABLE page_stats OWNER TO dev_jana;
GRANT SELECT, INSERT, UPDATE ON page_stats TO stats_app;
--- data
INSERT INTO page_stats SELECT 'p' || g, g FROM generate_series(1, :rows) g;
--- old
SELECT views FROM page_stats WHERE page = 'p5';
INSERT INTO page_stats VALUES ('n', 1);
UPDATE page_stats SET views = views + 1 WHERE page = 'p6';
--- migration
REASSIGN OWNED BY dev_jana TO data_team;
DROP OWNED BY dev_jana;
DROP ROLE dev_jana;
