-- verdict: safe
-- hazard: none
-- why: a thousand rows by primary key at a time, each UPDATE its own transaction, and the procedure goes again
--- schema
create table wallets (id bigint auto_increment primary key, balance decimal(12,2) not null);
--- data
insert into wallets (balance) select seq / 4 from seq_1_to_:rows;
--- old
select id, balance from wallets where id = 4;
insert into wallets (balance) values (7);
update wallets set balance = balance - 1 where id = 4;
delete from wallets where id = 5;
--- migration
ALTER TABLE wallets ADD COLUMN balance_cents bigint NULL;
DELIMITER //
CREATE PROCEDURE fill_balance_cents()
BEGIN
  DECLARE done_to bigint DEFAULT 0;
  DECLARE last_id bigint DEFAULT 0;
  SELECT COALESCE(MAX(id), 0) INTO last_id FROM wallets;
  WHILE done_to < last_id DO
    UPDATE wallets SET balance_cents = balance * 100 WHERE id > done_to AND id <= done_to + 1000 AND balance_cents IS NULL;
    SET done_to = done_to + 1000;
  END WHILE;
END//
DELIMITER ;
CALL fill_balance_cents();
DROP PROCEDURE fill_balance_cents;
