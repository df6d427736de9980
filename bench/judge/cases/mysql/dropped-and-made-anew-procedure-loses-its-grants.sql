-- verdict: unsafe
-- hazard: none
-- why: DROP PROCEDURE takes the EXECUTE rights of everyone with it, other than DROP VIEW
-- role: app
--- schema
create table wallets (
  id int not null primary key,
  balance int not null default 0
);
delimiter //
create procedure credit_wallet(in p_id int, in p_amount int)
begin
  update wallets set balance = balance + p_amount where id = p_id;
end //
delimiter ;
create user app;
grant select on wallets to app;
grant execute on procedure credit_wallet to app;
--- data
insert into wallets select seq, 0 from seq_1_to_:rows;
--- old
call credit_wallet(3, 50);
select balance from wallets where id = 3;
--- migration
DROP PROCEDURE IF EXISTS credit_wallet;
DELIMITER //
CREATE PROCEDURE credit_wallet(IN p_id INT, IN p_amount INT)
BEGIN
  -- lock the row first
  UPDATE wallets SET balance = balance + p_amount WHERE id = p_id LIMIT 1;
END //
DELIMITER ;
