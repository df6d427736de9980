-- verdict: unsafe
-- hazard: scan
-- why: the build would let others write, but LOCK=SHARED is asked for
--- schema
create table customers_address (
  id bigint not null auto_increment primary key,
  zip varchar(12) not null
) engine=InnoDB;
--- data
insert into customers_address select seq, '8000' from seq_1_to_:rows;
--- old
update customers_address set zip = '9000' where id = 1700;
insert into customers_address (zip) values ('1000');
select count(*) from customers_address where zip = 'x';
--- migration
CREATE INDEX customers_address_zip ON customers_address (zip) ALGORITHM=INPLACE LOCK=SHARED;
