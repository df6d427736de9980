-- verdict: unsafe
-- hazard: none
-- why: the old version books refunds as negative amounts, which the trigger refuses with SIGNAL
--- schema
create table transactions (
  id bigint not null auto_increment primary key,
  wallet varchar(20) not null,
  amount decimal(10,2) not null
);
--- data
insert into transactions (wallet, amount) select concat('w', seq), 3 from seq_1_to_:rows;
--- old
insert into transactions (wallet, amount) values ('w3', -20.00);
select sum(amount) as s from transactions where wallet = 'w3';
--- queries
insert into transactions (wallet, amount) values ('w3', -20.00);
--- migration
delimiter //
create trigger transactions_guard before insert on transactions for each row
begin
  if new.amount < 0 then
    signal sqlstate '45000' set message_text = 'amount must not be negative';
  end if;
end //
delimiter ;
