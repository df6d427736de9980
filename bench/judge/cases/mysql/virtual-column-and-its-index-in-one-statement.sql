-- verdict: unsafe
-- hazard: scan
-- why: each alone would let others write; together the index is built while writers wait
-- server-version: 10.11
--- schema
create table webhooks (id int auto_increment primary key, payload longtext not null, received_at datetime not null) engine=InnoDB;
--- data
insert into webhooks (payload, received_at) select concat('{"kind":"k', seq, '"}'), '2026-01-01' from seq_1_to_:rows;
--- old
select id, payload from webhooks where id = 3;
insert into webhooks (payload, received_at) values ('{"kind":"a"}', '2026-02-02');
update webhooks set received_at = '2026-02-03' where id = 3;
--- migration
ALTER TABLE webhooks
  ADD COLUMN kind varchar(40) AS (json_value(payload, '$.kind')) VIRTUAL,
  ADD INDEX webhooks_kind (kind);
