-- verdict: unsafe
-- hazard: data-loss
-- why: the table's column is gone with its values, and each read of the view fails though the view is not touched
--- schema
create table employees (
  id int not null auto_increment primary key,
  name varchar(60) not null,
  fax varchar(30) null
) engine=InnoDB;
create view phone_book as select id, name, fax from employees;
--- data
insert into employees select seq, 'Bo', concat('+', seq) from seq_1_to_:rows;
--- old
select name from phone_book where id = 4;
insert into employees (name) values ('Al');
--- migration
ALTER TABLE employees DROP COLUMN fax, ALGORITHM=INSTANT;
