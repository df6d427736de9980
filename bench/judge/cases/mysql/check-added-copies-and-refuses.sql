-- verdict: unsafe
-- hazard: rewrite
-- why: MariaDB adds a CHECK by copying the table under a shared lock, and free samples at 0 are refused
--- schema
create table sale_items (
  id int not null auto_increment primary key,
  label varchar(60) not null,
  cents int not null
);
--- data
insert into sale_items (label, cents) select concat('i', seq), seq from seq_1_to_:rows;
--- old
insert into sale_items (label, cents) values ('sample', 0);
select label from sale_items where id = 4;
--- queries
insert into sale_items (label, cents) values ('sample', 0);
--- migration
alter table sale_items add constraint chk_cents check (cents > 0);
