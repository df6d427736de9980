-- verdict: safe
-- hazard: none
-- why: ORDER BY prefers the alias to a column of the table
--- schema
create table basket_lines (id int auto_increment primary key, unit_price int not null, quantity int not null);
--- data
insert into basket_lines (unit_price, quantity) select seq % 70, seq % 9 from seq_1_to_:rows;
--- old
select id, unit_price * quantity as line_total from basket_lines order by line_total desc, id limit 4;
insert into basket_lines (unit_price, quantity) values (5, 5);
update basket_lines set quantity = 2 where id = 3;
--- queries
select id, unit_price * quantity as line_total from basket_lines order by line_total desc, id limit 4;
--- migration
ALTER TABLE basket_lines ADD COLUMN line_total int NULL;
