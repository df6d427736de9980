-- verdict: safe
-- hazard: none
-- why: MySQL before 8.0.16 parses CHECK and ignores it, though the old version stores discounts above 50
-- server-version: 5.7
--- schema
create table vouchers (
  id int not null auto_increment primary key,
  code varchar(20) not null,
  discount int not null
) engine=InnoDB;
--- old
insert into vouchers (code, discount) values ('FREE', 100);
select discount from vouchers where code = 'FREE';
--- queries
INSERT INTO vouchers (code, discount) VALUES ('FREE', 100);
--- migration
ALTER TABLE vouchers ADD CONSTRAINT vouchers_discount CHECK (discount BETWEEN 0 AND 50);
