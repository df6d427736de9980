-- verdict: safe
-- hazard: none
-- why: the default role stays, and a granted role takes no right away
-- role: app
--- schema
create table shipments (
  id int not null auto_increment primary key,
  carrier varchar(30) not null
);
create user app;
create or replace role shop_rw;
grant select, insert on shipments to shop_rw;
grant shop_rw to app;
set default role shop_rw for app;
--- data
insert into shipments (carrier) select 'dhl' from seq_1_to_:rows;
--- old
insert into shipments (carrier) values ('ups');
select carrier from shipments where id = 2;
--- migration
create or replace role shop_ro;
grant select on shipments to shop_ro;
grant shop_ro to app;
