-- verdict: safe
-- hazard: none
-- why: CURRENT_TIMESTAMP is one value for all rows there are, so that the column is added instantly
--- schema
create table visitors (
  id int not null auto_increment primary key,
  name varchar(40) not null
) engine=InnoDB;
--- data
insert into visitors select seq, 'x' from seq_1_to_:rows;
--- old
insert into visitors (name) values ('q');
update visitors set name = 'w' where id = 3;
select name from visitors where id = 3;
--- migration
ALTER TABLE visitors ADD COLUMN updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3);
