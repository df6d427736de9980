-- verdict: safe
-- hazard: none
-- why: in a stored procedure a parameter wins over a column of the same name
--- schema
create table shops (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  area varchar(20) not null
);
delimiter //
create procedure shops_in(in region varchar(20))
begin
  select id, name from shops where area = region order by id limit 3;
end //
delimiter ;
--- data
insert into shops (name, area) select concat('s', seq), if(seq % 2, 'north', 'south') from seq_1_to_:rows;
--- old
call shops_in('south');
insert into shops (name, area) values ('x', 'west');
update shops set name = 'y' where id = 3;
delete from shops where id = 9;
--- migration
alter table shops add column region varchar(20) null;
