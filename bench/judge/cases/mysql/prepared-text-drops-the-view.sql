-- verdict: unsafe
-- hazard: none
-- why: the prepared text is constant: the view of the running version goes
--- schema
create table persons (id int auto_increment primary key, given varchar(40) not null, family varchar(40) not null);
create view person_names as select id, concat(given, ' ', family) as name from persons;
--- data
insert into persons (given, family) select 'A', 'B' from seq_1_to_:rows;
--- old
select id, name from person_names where id = 4;
insert into persons (given, family) values ('C', 'D');
--- migration
SET @what = 'person_names';
SET @ddl = CONCAT('DROP VIEW IF EXISTS `', @what, '`');
PREPARE stmt FROM @ddl;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;
