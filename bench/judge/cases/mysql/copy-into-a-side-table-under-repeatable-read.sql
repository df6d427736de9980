-- verdict: unsafe
-- hazard: scan
-- why: INSERT ... SELECT locks every row it reads until it ends
--- schema
create table payments (id int auto_increment primary key, amount_cents int not null, state varchar(20) not null);
--- data
insert into payments (amount_cents, state) select seq, 'paid' from seq_1_to_:rows;
--- old
select id, amount_cents, state from payments where id = 5;
update payments set state = 'refunded' where id = 5;
insert into payments (amount_cents, state) values (100, 'new');
--- migration
CREATE TABLE payment_states (payment_id int NOT NULL PRIMARY KEY, state varchar(20) NOT NULL);
INSERT INTO payment_states (payment_id, state) SELECT id, state FROM payments;
