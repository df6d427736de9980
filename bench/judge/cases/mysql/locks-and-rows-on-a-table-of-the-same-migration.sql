-- verdict: safe
-- hazard: none
-- why: the table is new, so that nobody waits for its lock, its copy or its missing rows
--- schema
create table shops (
  id int not null auto_increment primary key,
  name varchar(60) not null
) engine=InnoDB;
--- data
insert into shops select seq, 'Bo' from seq_1_to_:rows;
--- old
update shops set name = 'x' where id = 4;
insert into shops (name) values ('y');
select name from shops where id = 5;
--- migration
CREATE TABLE shop_hours (shop_id INT NOT NULL, day TINYINT NOT NULL, opens TIME NULL, note TEXT NULL) ENGINE=MyISAM;
LOCK TABLES shop_hours WRITE;
INSERT INTO shop_hours VALUES (1, 1, '08:00:00', NULL), (1, 2, '09:00:00', NULL);
ALTER TABLE shop_hours ENGINE=InnoDB, ADD PRIMARY KEY (shop_id, day);
UNLOCK TABLES;
ALTER TABLE shop_hours DROP COLUMN note;
