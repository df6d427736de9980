-- verdict: safe
-- hazard: none
-- why: a value appended to an ENUM of few values is instant, and the old values keep their numbers and order
--- schema
create table shipments (
  id int not null auto_increment primary key,
  state enum('new','packed','sent') not null default 'new'
);
--- data
insert into shipments (state) select 'packed' from seq_1_to_:rows;
--- old
select id, state, state + 0 as n from shipments where id = 4;
insert into shipments (state) values ('sent');
update shipments set state = 'sent' where id = 6 and state < 'sent';
--- migration
alter table shipments modify state enum('new','packed','sent','returned') not null default 'new';
