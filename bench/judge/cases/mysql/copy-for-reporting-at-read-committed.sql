-- verdict: safe
-- hazard: none
-- why: at READ COMMITTED the SELECT of an INSERT ... SELECT reads a snapshot and locks no row of its source
--- schema
create table sales (
  id int not null auto_increment primary key,
  region varchar(20) not null,
  cents int not null
) engine=InnoDB;
--- data
insert into sales select seq, concat('R', seq % 5), seq from seq_1_to_:rows;
--- old
update sales set cents = 4 where id = 8;
insert into sales (region, cents) values ('X', 2);
select cents from sales where id = 3;
delete from sales where id = 9;
--- migration
CREATE TABLE sales_by_region (region VARCHAR(20) NOT NULL PRIMARY KEY, cents BIGINT NOT NULL);
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
INSERT INTO sales_by_region (region, cents) SELECT region, SUM(cents) FROM sales GROUP BY region;
