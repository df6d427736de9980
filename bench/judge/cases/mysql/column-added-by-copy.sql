-- verdict: unsafe
-- hazard: rewrite
-- why: it could be instant, but ALGORITHM=COPY is asked for, under which writes wait
--- schema
create table labels (
  id int not null auto_increment primary key,
  name varchar(40) not null
) engine=InnoDB;
--- data
insert into labels select seq, 'dark' from seq_1_to_:rows;
--- old
update labels set name = 'light' where id = 1700;
insert into labels (name) values ('q');
--- migration
ALTER TABLE labels ADD COLUMN color CHAR(7) NULL, ALGORITHM=COPY;
