-- verdict: unsafe
-- hazard: none
-- why: the names of the view are in its list, and currency is called otherwise there
--- schema
create table quotes (
  id int not null auto_increment primary key,
  amount int not null,
  cur char(3) not null default 'EUR'
);
create view quote_list (id, amount, currency) as select id, amount, cur from quotes;
--- data
insert into quotes (amount) select seq from seq_1_to_:rows;
--- old
select id, amount, currency from quote_list where id = 3;
insert into quotes (amount) values (5);
--- migration
alter table quotes change cur currency char(3) not null default 'EUR';
create or replace view quote_list (id, amount, cur) as select id, amount, currency from quotes;
