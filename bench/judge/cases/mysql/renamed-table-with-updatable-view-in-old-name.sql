-- verdict: safe
-- hazard: none
-- why: a plain one-table view in the old name takes reads, inserts, updates, deletes and upserts
--- schema
create table customers (
  id bigint not null auto_increment primary key,
  name varchar(100) not null,
  email varchar(190) not null unique,
  credit int not null default 0
);
--- data
insert into customers (name, email) select 'n', concat('c', seq, '@x') from seq_1_to_:rows;
--- old
insert into customers (name, email) values ('Ida', 'ida@x');
insert into customers (name, email) values ('Ida', 'c3@x') on duplicate key update name = values(name);
select id, name, email, credit from customers where email = 'c5@x';
update customers set credit = credit + 5 where id = 6;
delete from customers where id = 7;
--- migration
rename table customers to clients;
create view customers as select id, name, email, credit from clients;
