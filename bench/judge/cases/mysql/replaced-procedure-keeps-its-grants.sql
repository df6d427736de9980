-- verdict: safe
-- hazard: none
-- why: CREATE OR REPLACE PROCEDURE leaves the rights where they are and the call answers as before
-- role: app
--- schema
create table counters (
  name varchar(40) not null primary key,
  hits bigint not null default 0
);
delimiter $$
create procedure bump(in p_name varchar(40))
begin
  insert into counters (name, hits) values (p_name, 1) on duplicate key update hits = hits + 1;
end $$
delimiter ;
create user app;
grant select on counters to app;
grant execute on procedure bump to app;
--- data
insert into counters select concat('c', seq), seq from seq_1_to_:rows;
--- old
call bump('c5');
select hits from counters where name = 'c6';
--- migration
DELIMITER $$
CREATE OR REPLACE PROCEDURE bump(IN p_name VARCHAR(40))
BEGIN
  INSERT INTO counters (name, hits) VALUES (p_name, 1) ON DUPLICATE KEY UPDATE hits = counters.hits + 1;
END $$
DELIMITER ;
