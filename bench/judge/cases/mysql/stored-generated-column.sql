-- verdict: unsafe
-- hazard: rewrite
-- why: a STORED generated column is computed for each row, which copies the table while writes wait
--- schema
create table order_lines (
  id int not null auto_increment primary key,
  order_id int not null,
  quantity int not null,
  unit_cents int not null
) engine=InnoDB;
--- data
insert into order_lines select seq, seq, 2, 150 from seq_1_to_:rows;
--- old
insert into order_lines (order_id, quantity, unit_cents) values (1, 1, 99);
select quantity * unit_cents from order_lines where order_id = 5;
--- migration
ALTER TABLE order_lines ADD COLUMN total_cents INT GENERATED ALWAYS AS (quantity * unit_cents) STORED;
