-- verdict: unsafe
-- hazard: none
-- why: /*!80023 */ is not for MariaDB: the column is visible and an INSERT without a list of columns fails
-- server-version: 10.11
--- schema
create table coupons (code varchar(20) not null primary key, percent int not null, ends_on date null);
--- data
insert into coupons select concat('c', seq), 5, null from seq_1_to_:rows;
--- old
insert into coupons values ('new', 10, '2026-12-31');
select code, percent, ends_on from coupons where code = 'c1';
--- queries
insert into coupons values (?, ?, ?);
--- migration
ALTER TABLE coupons ADD COLUMN campaign_id int NULL /*!80023 INVISIBLE */;
