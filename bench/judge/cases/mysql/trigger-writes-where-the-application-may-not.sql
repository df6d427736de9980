-- verdict: safe
-- hazard: none
-- why: a trigger runs with the rights of its definer, so the application needs none on the log
-- role: app
--- schema
create table refunds (
  id int not null auto_increment primary key,
  amount_cents int not null,
  state varchar(12) not null default 'open'
);
create user app;
grant select, insert, update on refunds to app;
--- data
insert into refunds (amount_cents) select seq from seq_1_to_:rows;
--- old
insert into refunds (amount_cents) values (500);
update refunds set state = 'paid' where id = 3;
select state from refunds where id = 4;
--- migration
create table refund_log (
  id bigint not null auto_increment primary key,
  refund_id int not null,
  state varchar(12) not null,
  at timestamp not null default current_timestamp
);
create trigger refunds_au after update on refunds for each row
  insert into refund_log (refund_id, state) values (new.id, new.state);
