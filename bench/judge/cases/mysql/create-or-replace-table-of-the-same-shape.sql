-- verdict: unsafe
-- hazard: data-loss
-- why: OR REPLACE drops the table with its rows first
--- schema
create table feature_flags (
  name varchar(60) not null primary key,
  enabled tinyint(1) not null default 0
);
--- data
insert into feature_flags select concat('f', seq), 1 from seq_1_to_40;
--- old
select enabled from feature_flags where name = 'f4';
insert into feature_flags (name) values ('x');
--- migration
create or replace table feature_flags (
  name varchar(60) not null primary key,
  enabled tinyint(1) not null default 0,
  rollout_percent tinyint unsigned not null default 100
);
