-- verdict: safe
-- hazard: none
-- why: a RESTRICT key of a table without rows stops neither DELETE nor REPLACE of the parent
--- schema
create table warehouses (
  code char(6) not null primary key,
  city varchar(60) not null
);
--- data
insert into warehouses select concat('W', seq), 'Ulm' from seq_1_to_500;
--- old
replace into warehouses (code, city) values ('W3', 'Bonn');
delete from warehouses where code = 'W4';
update warehouses set code = 'X5' where code = 'W5';
select city from warehouses where code = 'W6';
--- queries
replace into warehouses (code, city) values ('W3', 'Bonn');
--- migration
create table warehouse_gates (
  id int not null auto_increment primary key,
  warehouse_code char(6) not null,
  gate tinyint not null,
  constraint fk_gate_wh foreign key (warehouse_code) references warehouses (code) on delete restrict on update restrict
);
