-- verdict: unsafe
-- hazard: none
-- why: the body renames the column; that the procedure is gone at the end does not undo it
--- schema
create table devices (
  id int not null auto_increment primary key,
  mac varchar(20) not null,
  label varchar(60) null
);
--- data
insert into devices (mac) select concat('m', seq) from seq_1_to_:rows;
--- old
select mac, label from devices where id = 3;
insert into devices (mac, label) values ('x', 'y');
--- migration
DROP PROCEDURE IF EXISTS upgrade_12;
DELIMITER $$
CREATE PROCEDURE upgrade_12()
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'devices' AND column_name = 'label') THEN
    ALTER TABLE devices CHANGE label display_name VARCHAR(60) NULL;
  END IF;
END $$
DELIMITER ;
CALL upgrade_12();
DROP PROCEDURE upgrade_12;
