-- verdict: unsafe
-- hazard: rewrite
-- why: unlike VARCHAR, a CHAR of another length is stored otherwise
--- schema
create table airports (
  id int not null auto_increment primary key,
  code char(3) not null,
  name varchar(60) not null
) engine=InnoDB default charset=latin1;
--- data
insert into airports select seq, 'ZRH', 'Z' from seq_1_to_:rows;
--- old
insert into airports (code, name) values ('GVA', 'G');
select name from airports where code = 'ZRH' order by id limit 1;
--- migration
ALTER TABLE airports MODIFY code CHAR(4) NOT NULL;
