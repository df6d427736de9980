-- verdict: safe
-- hazard: none
-- why: the column is there, so neither NOT NULL nor the missing default come about
--- schema
create table suppliers (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  vat_no varchar(20) null
);
--- data
insert into suppliers (name) select concat('s', seq) from seq_1_to_:rows;
--- old
insert into suppliers (name) values ('x');
update suppliers set vat_no = null where id = 3;
select vat_no from suppliers where id = 4;
--- migration
alter table suppliers add column if not exists vat_no varchar(20) not null;
create table if not exists suppliers (id int primary key, vat_no varchar(20) not null);
