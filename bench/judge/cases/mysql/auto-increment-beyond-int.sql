-- verdict: unsafe
-- hazard: none
-- why: the next number does not fit into INT, so that each insert fails
--- schema
create table payments (
  id int not null auto_increment primary key,
  amount decimal(10, 2) not null
) engine=InnoDB;
--- data
insert into payments select seq, 5 from seq_1_to_:rows;
--- old
insert into payments (amount) values (7);
select amount from payments where id = 4;
--- migration
ALTER TABLE payments AUTO_INCREMENT = 3000000000;
