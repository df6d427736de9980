-- verdict: safe
-- hazard: none
-- why: the index on a virtual column that is there already is built while others write
--- schema
create table hooks (
  id int not null auto_increment primary key,
  payload longtext not null,
  kind varchar(40) as (json_value(payload, '$.kind')) virtual
) engine=InnoDB;
--- data
insert into hooks (id, payload) select seq, json_object('kind', concat('k', seq)) from seq_1_to_:rows;
--- old
select payload from hooks where kind = 'k5';
insert into hooks (payload) values ('{"kind": "x"}');
--- migration
CREATE INDEX hooks_kind ON hooks (kind);
