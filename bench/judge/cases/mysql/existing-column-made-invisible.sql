-- verdict: unsafe
-- hazard: none
-- why: SELECT * no longer gives the column, which the old version maps to a field
-- server-version: 10.11
--- schema
create table coupons (
  id int unsigned not null auto_increment primary key,
  code varchar(40) not null,
  internal_note varchar(200) default null,
  unique key coupons_code (code)
) engine=InnoDB;
--- data
insert into coupons select seq, concat('C', seq), 'vip' from seq_1_to_:rows;
--- old
select * from coupons where code = 'C7';
insert into coupons (code, internal_note) values ('NEW', 'x');
update coupons set internal_note = 'y' where id = 4;
--- queries
SELECT * FROM coupons WHERE code = ? LIMIT 1;
--- migration
ALTER TABLE coupons MODIFY internal_note VARCHAR(200) DEFAULT NULL INVISIBLE;
