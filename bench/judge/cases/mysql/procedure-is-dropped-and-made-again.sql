-- verdict: unsafe
-- hazard: none
-- why: DROP PROCEDURE takes the EXECUTE right of the application with it
-- role: shopapp
--- schema
create table orders (id int auto_increment primary key, state varchar(20) not null default 'new');
create procedure close_order(in p_id int) modifies sql data update orders set state = 'closed' where id = p_id;
create user shopapp;
grant select, insert on orders to shopapp;
grant execute on procedure close_order to shopapp;
--- data
insert into orders (state) select 'new' from seq_1_to_:rows;
--- old
select id, state from orders where id = 3;
insert into orders (state) values ('new');
call close_order(3);
--- migration
DROP PROCEDURE IF EXISTS close_order;
CREATE PROCEDURE close_order(IN p_id int) MODIFIES SQL DATA UPDATE orders SET state = 'closed' WHERE id = p_id AND state <> 'void';
