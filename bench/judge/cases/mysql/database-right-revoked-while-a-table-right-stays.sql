-- verdict: unsafe
-- hazard: none
-- why: the database right goes; the SELECT on one table that stays does not let the application write
-- role: app
--- schema
create table orders (
  id int not null auto_increment primary key,
  ref varchar(20) not null
);
create user app;
grant select, insert, update on * to app;
grant select on orders to app;
--- data
insert into orders (ref) select concat('o', seq) from seq_1_to_:rows;
--- old
select id, ref from orders where id = 3;
insert into orders (ref) values ('x');
--- migration
revoke insert, update on * from app;
