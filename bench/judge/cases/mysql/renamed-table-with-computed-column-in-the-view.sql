-- verdict: unsafe
-- hazard: none
-- why: the view in the old name computes amount, so it takes no INSERT and no UPDATE of amount
--- schema
create table payments (
  id int not null auto_increment primary key,
  order_no varchar(20) not null,
  amount decimal(10,2) not null default 0
);
--- data
insert into payments (order_no, amount) select concat('O', seq), seq from seq_1_to_:rows;
--- old
select id, order_no, amount from payments where id = 5;
insert into payments (order_no, amount) values ('O-x', 12.50);
update payments set amount = 9 where id = 6;
delete from payments where id = 8;
--- migration
alter table payments rename to payment_entries;
create view payments as select id, order_no, round(amount, 2) as amount from payment_entries;
