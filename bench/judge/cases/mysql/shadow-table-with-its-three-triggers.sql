-- verdict: safe
-- hazard: none
-- why: the new table takes each row that the triggers copy, and nothing else is touched
--- schema
create table orders (
  id int not null auto_increment primary key,
  memo varchar(40) not null
) engine=InnoDB;
--- data
insert into orders select seq, 'x' from seq_1_to_:rows;
--- old
insert into orders (memo) values ('q');
update orders set memo = 'r' where id = 4;
delete from orders where id = 5;
select memo from orders where id = 3;
--- migration
CREATE TABLE _orders_new LIKE orders;
ALTER TABLE _orders_new MODIFY id BIGINT NOT NULL AUTO_INCREMENT, ADD COLUMN channel VARCHAR(20) NOT NULL DEFAULT 'web';
CREATE TRIGGER pt_osc_orders_del AFTER DELETE ON orders FOR EACH ROW
  DELETE IGNORE FROM _orders_new WHERE id = OLD.id;
CREATE TRIGGER pt_osc_orders_upd AFTER UPDATE ON orders FOR EACH ROW
  REPLACE INTO _orders_new (id, memo) VALUES (NEW.id, NEW.memo);
CREATE TRIGGER pt_osc_orders_ins AFTER INSERT ON orders FOR EACH ROW
  REPLACE INTO _orders_new (id, memo) VALUES (NEW.id, NEW.memo);
