-- verdict: unsafe
-- hazard: none
-- why: stored functions have neither overloads nor default parameters
--- schema
create table fees (
  id int not null auto_increment primary key,
  net decimal(10,2) not null
);
create function gross(net decimal(10,2)) returns decimal(10,2) deterministic return net * 1.19;
--- data
insert into fees (net) select seq from seq_1_to_:rows;
--- old
select id, gross(net) as g from fees where id = 4;
insert into fees (net) values (5);
--- migration
create or replace function gross(net decimal(10,2), rate decimal(4,2)) returns decimal(10,2) deterministic return net * (1 + rate);
