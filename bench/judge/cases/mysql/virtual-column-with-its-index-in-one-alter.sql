-- verdict: unsafe
-- hazard: scan
-- why: each alone is online, but an index on a virtual column that the same ALTER adds is built under LOCK=SHARED
-- server-version: 10.11
--- schema
create table events (
  id int not null auto_increment primary key,
  payload longtext not null
) engine=InnoDB;
--- data
insert into events select seq, json_object('kind', concat('k', seq)) from seq_1_to_:rows;
--- old
select payload from events where id = 5;
insert into events (payload) values ('{"kind": "x"}');
update events set payload = '{}' where id = 6;
--- migration
ALTER TABLE events
  ADD COLUMN kind VARCHAR(40) AS (JSON_VALUE(payload, '$.kind')) VIRTUAL,
  ADD INDEX events_kind (kind);
