-- verdict: unsafe
-- hazard: none
-- why: MODIFY forgets NOT NULL DEFAULT 'active', so that an INSERT without the column now stores NULL
-- server-version: 10.11
--- schema
create table subscriptions (
  id int not null auto_increment primary key,
  customer_id int not null,
  state enum('trial', 'active', 'cancelled') not null default 'active',
  key subscriptions_customer (customer_id)
) engine=InnoDB;
--- data
insert into subscriptions select seq, seq, 'trial' from seq_1_to_:rows;
--- old
insert into subscriptions (customer_id) values (77) returning customer_id, state;
select id, state from subscriptions where customer_id = 7;
update subscriptions set state = 'cancelled' where id = 7;
--- queries
INSERT INTO subscriptions (customer_id) VALUES (?) RETURNING customer_id, state;
SELECT id, state FROM subscriptions WHERE customer_id = ?;
--- migration
ALTER TABLE subscriptions MODIFY COLUMN state ENUM('trial','active','cancelled','paused');
