-- verdict: safe
-- hazard: none
-- why: CURRENT_TIMESTAMP is one value for all rows there are: the column is instant, and INSERTs without it get one
--- schema
create table parking_tickets (
  id int not null auto_increment primary key,
  plate varchar(12) not null
);
--- data
insert into parking_tickets (plate) select concat('p', seq) from seq_1_to_:rows;
--- old
insert into parking_tickets (plate) values ('x');
select plate from parking_tickets where id = 3;
update parking_tickets set plate = 'y' where id = 4;
--- migration
alter table parking_tickets add column issued_at datetime not null default current_timestamp after plate;
