-- verdict: safe
-- hazard: none
-- why: ON ONLY builds nothing, the partition gets its index CONCURRENTLY, and ATTACH only joins the two
--- schema
create table clicks (
  id bigint not null,
  clicked_on date not null,
  campaign_id integer not null
) partition by range (clicked_on);
create table clicks_2024 partition of clicks for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into clicks select g, '2024-05-05', g from generate_series(1, :rows) g;
--- old
select id from clicks where campaign_id = 5;
insert into clicks values (-1, '2024-06-06', 3);
update clicks set campaign_id = 4 where id = 6;
delete from clicks where id = 7;
--- migration
CREATE INDEX clicks_campaign_id_idx ON ONLY clicks (campaign_id);
CREATE INDEX CONCURRENTLY clicks_2024_campaign_id_idx ON clicks_2024 (campaign_id);
ALTER INDEX clicks_campaign_id_idx ATTACH PARTITION clicks_2024_campaign_id_idx;
