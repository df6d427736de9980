-- verdict: unsafe
-- hazard: lock
-- why: without an index on the name every row read is locked until the commit
--- schema
create table account_balances (
  id int not null auto_increment primary key,
  label varchar(50) not null,
  cents bigint not null default 0
);
--- data
insert into account_balances (label, cents) select concat('l', seq), 1 from seq_1_to_:rows;
--- old
update account_balances set cents = cents + 5 where id = 77;
insert into account_balances (label) values ('n');
select cents from account_balances where id = 4;
--- migration
start transaction;
select id, cents from account_balances where label = 'fees' for update;
insert into account_balances (label, cents) values ('fees', 0);
commit;
