-- verdict: unsafe
-- hazard: data-loss
-- why: the places behind the second are rounded off without an error, even in strict mode
--- schema
create table fx_positions (
  id int not null auto_increment primary key,
  quantity decimal(18, 6) not null
) engine=InnoDB;
--- data
insert into fx_positions select seq, seq + 0.123456 from seq_1_to_:rows;
--- old
select quantity from fx_positions where id = 5;
insert into fx_positions (quantity) values (1.000001);
--- migration
ALTER TABLE fx_positions MODIFY quantity DECIMAL(20,2) NOT NULL;
