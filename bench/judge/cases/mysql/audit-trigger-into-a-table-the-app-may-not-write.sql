-- verdict: safe
-- hazard: none
-- why: a trigger runs with the rights of its definer, and the audit columns take every value
-- role: app
--- schema
create table contracts (
  id int not null auto_increment primary key,
  title varchar(200) not null,
  signed_on date null
);
create user app;
grant select, insert, update, delete on contracts to app;
--- data
insert into contracts (title) select concat('c', seq) from seq_1_to_:rows;
--- old
insert into contracts (title, signed_on) values ('lease', '2024-02-29');
update contracts set signed_on = '2024-03-01' where id = 3;
delete from contracts where id = 4;
select id, title from contracts where id = 5;
--- migration
create table contracts_audit (
  id bigint not null auto_increment primary key,
  contract_id int not null,
  what varchar(10) not null,
  title text null,
  at datetime not null default current_timestamp
);
create trigger contracts_after_update after update on contracts for each row
  insert into contracts_audit (contract_id, what, title) values (new.id, 'update', new.title);
create trigger contracts_after_delete after delete on contracts for each row
  insert into contracts_audit (contract_id, what, title) values (old.id, 'delete', old.title);
