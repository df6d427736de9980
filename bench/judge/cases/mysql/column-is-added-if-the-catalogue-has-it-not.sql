-- verdict: safe
-- hazard: none
-- why: both texts that can come out of the IF are harmless
--- schema
create table suppliers_eu (id int auto_increment primary key, name varchar(60) not null);
--- data
insert into suppliers_eu (name) select 'A' from seq_1_to_:rows;
--- old
select id, name from suppliers_eu where id = 4;
insert into suppliers_eu (name) values ('C');
update suppliers_eu set name = 'D' where id = 5;
delete from suppliers_eu where id = 6;
--- migration
SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'suppliers_eu' AND COLUMN_NAME = 'eori') = 0,
  'ALTER TABLE suppliers_eu ADD COLUMN eori varchar(17) NULL', 'DO 0');
PREPARE stmt FROM @ddl;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;
