-- verdict: unsafe
-- hazard: none
-- why: sessions that are open go on, every new one is refused
-- role: app
--- schema
create table coupons (
  code varchar(20) not null primary key,
  percent tinyint not null
);
create user app;
grant select, insert on coupons to app;
--- data
insert into coupons select concat('c', seq), 5 from seq_1_to_:rows;
--- old
select percent from coupons where code = 'c3';
--- migration
create user if not exists app_v2;
grant select, insert on coupons to app_v2;
alter user app account lock;
