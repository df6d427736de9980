-- verdict: unsafe
-- hazard: none
-- why: explicit_defaults_for_timestamp is on since 10.10, so the column has no default and strict INSERTs without it fail
-- server-version: 10.11
--- schema
create table deliveries (
  id bigint unsigned not null auto_increment primary key,
  parcel_no varchar(40) not null,
  city varchar(80) default null
) engine=InnoDB;
--- data
insert into deliveries select seq, concat('P', seq), 'Lyon' from seq_1_to_:rows;
--- old
insert into deliveries (parcel_no, city) values ('P-new', 'Paris');
select id, parcel_no, city from deliveries where id = 3;
update deliveries set city = 'Nice' where id = 4;
delete from deliveries where id = 5;
--- migration
ALTER TABLE deliveries ADD COLUMN synced_at TIMESTAMP NOT NULL;
