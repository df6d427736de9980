-- verdict: safe
-- hazard: none
-- why: a constraint NOT ENFORCED is written to the catalogue only, no row is read and none refused
-- server-version: 8.0.36
--- schema
create table bids (
  id int not null auto_increment primary key,
  lot_id int not null,
  amount int not null
) engine=InnoDB;
--- old
insert into bids (lot_id, amount) values (1, -5);
select amount from bids where lot_id = 1;
--- queries
INSERT INTO bids (lot_id, amount) VALUES (1, -5);
--- migration
ALTER TABLE bids ADD CONSTRAINT bids_amount CHECK (amount > 0) NOT ENFORCED;
