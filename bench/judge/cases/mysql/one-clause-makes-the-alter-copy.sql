-- verdict: unsafe
-- hazard: rewrite
-- why: the column and the index could be added online, but DATETIME to DATETIME(6) in the same ALTER copies the table
--- schema
create table deliveries (
  id int not null auto_increment primary key,
  address varchar(90) not null,
  delivered_at datetime null
) engine=InnoDB;
--- data
insert into deliveries select seq, 'Main', '2024-01-01 10:00:00' from seq_1_to_:rows;
--- old
select address from deliveries where id = 5;
insert into deliveries (address) values ('Elm');
update deliveries set delivered_at = '2024-02-01 00:00:00' where id = 3;
--- migration
ALTER TABLE deliveries
  ADD COLUMN signature VARCHAR(90) NULL,
  ADD INDEX deliveries_delivered (delivered_at),
  CHANGE delivered_at delivered_at DATETIME(6) NULL;
