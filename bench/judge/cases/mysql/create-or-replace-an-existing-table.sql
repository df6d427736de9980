-- verdict: unsafe
-- hazard: data-loss
-- why: CREATE OR REPLACE TABLE drops the table that is there, with its rows
-- server-version: 10.11
--- schema
create table feature_flags (
  name varchar(40) not null primary key,
  enabled tinyint(1) not null default 0
) engine=InnoDB;
--- data
insert into feature_flags select concat('f', seq), 1 from seq_1_to_:rows;
--- old
select enabled from feature_flags where name = 'f4';
insert into feature_flags (name, enabled) values ('q', 1);
--- migration
CREATE OR REPLACE TABLE feature_flags (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  enabled TINYINT(1) NOT NULL DEFAULT 0,
  rollout INT NOT NULL DEFAULT 100
);
