-- verdict: safe
-- hazard: none
-- why: with KEEP the history stays and the column is added at once
--- schema
create table tariffs (
  id int not null primary key,
  price decimal(8,2) not null
) with system versioning;
--- data
insert into tariffs select seq, seq from seq_1_to_:rows;
--- old
insert into tariffs (id, price) values (-1, 4);
update tariffs set price = 9 where id = 3;
select id, price from tariffs where id = 4;
select price from tariffs for system_time all where id = 5;
--- migration
set session system_versioning_alter_history = keep;
alter table tariffs add column note varchar(60) null;
