-- verdict: safe
-- hazard: none
-- why: the body stays, and the application has of its own all the rights the body takes
-- role: app
--- schema
create table points (
  user_id int not null primary key,
  total int not null default 0
);
delimiter //
create procedure add_points(in p_user int, in p_n int)
begin
  insert into points values (p_user, p_n) on duplicate key update total = total + p_n;
end //
delimiter ;
create user app;
grant select, insert, update, execute on * to app;
--- data
insert into points select seq, 1 from seq_1_to_:rows;
--- old
call add_points(3, 10);
select total from points where user_id = 4;
--- migration
alter procedure add_points sql security invoker comment 'adds, never sets';
