-- verdict: safe
-- hazard: none
-- why: from 8.0.23 on the comment is read: what is invisible is in no INSERT without a list and no SELECT *
-- server-version: 8.0.36
--- schema
create table vouchers (code varchar(20) not null primary key, percent int not null, ends_on date null);
--- old
insert into vouchers values ('new', 10, '2026-12-31');
select * from vouchers where code = 'c1';
--- queries
insert into vouchers values (?, ?, ?);
select * from vouchers where code = ?;
--- migration
ALTER TABLE vouchers ADD COLUMN campaign_id int NULL /*!80023 INVISIBLE */;
