-- verdict: unsafe
-- hazard: none
-- why: the text is known, and it takes the column that the old version reads and writes
--- schema
create table vouchers (
  id int not null auto_increment primary key,
  code varchar(20) not null,
  worth int not null default 0
);
--- data
insert into vouchers (code) select concat('v', seq) from seq_1_to_:rows;
--- old
insert into vouchers (code, worth) values ('x', 5);
select code, worth from vouchers where id = 3;
--- migration
SET @s = CONCAT('ALTER TABLE ', 'vouchers', ' RENAME COLUMN worth TO amount_cents');
PREPARE p FROM @s;
EXECUTE p;
DEALLOCATE PREPARE p;
