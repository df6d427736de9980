-- verdict: safe
-- hazard: none
-- why: INT(11) and INT(6) are stored alike; only the catalogue changes
--- schema
create table stock_levels (
  sku varchar(40) not null primary key,
  on_hand int(11) not null default 0,
  reserved int(11) not null default 0
) engine=InnoDB;
--- data
insert into stock_levels select concat('S', seq), seq, 0 from seq_1_to_:rows;
--- old
insert into stock_levels (sku, on_hand) values ('new', 123456789);
select sku, on_hand - reserved from stock_levels where sku = 'S1';
update stock_levels set reserved = reserved + 1 where sku = 'S2';
--- migration
ALTER TABLE stock_levels MODIFY on_hand INT(6) NOT NULL DEFAULT 0, MODIFY reserved INT(6) NOT NULL DEFAULT 0;
