-- verdict: safe
-- hazard: none
-- why: other names below, the same names above; nobody but the view reads the table
-- role: app
--- schema
create table t_bill (
  id int not null auto_increment primary key,
  amt int not null,
  cur char(3) not null default 'EUR'
);
create view bills (id, amount, currency) as select id, amt, cur from t_bill;
create user app;
grant select, insert, update, delete on bills to app;
--- data
insert into t_bill (amt) select seq from seq_1_to_:rows;
--- old
select id, amount, currency from bills where id = 3;
insert into bills (amount, currency) values (5, 'USD');
update bills set amount = 6 where id = 4;
delete from bills where id = 5;
--- migration
rename table t_bill to billing_documents;
alter table billing_documents rename column amt to gross_cents, add column net_cents int null;
create or replace view bills (id, amount, currency) as select id, gross_cents, cur from billing_documents;
