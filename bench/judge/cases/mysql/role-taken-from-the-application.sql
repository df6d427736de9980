-- verdict: unsafe
-- hazard: none
-- why: the application may read by its default role only, and the role is revoked
-- role: app
--- schema
create table lots (
  id int not null auto_increment primary key,
  weight int not null
);
create or replace role shop_reader;
grant select on * to shop_reader;
create user app;
grant shop_reader to app;
set default role shop_reader for app;
grant insert on lots to app;
--- data
insert into lots (weight) select seq from seq_1_to_:rows;
--- old
select weight from lots where id = 3;
insert into lots (weight) values (4);
--- migration
grant select on lots to shop_reader;
revoke shop_reader from app;
