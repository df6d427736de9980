-- verdict: safe
-- hazard: none
-- why: CREATE PROCEDURE executes nothing of its body
--- schema
create table cache_entries (
  ckey varchar(80) not null primary key,
  body mediumtext not null
);
--- data
insert into cache_entries select concat('k', seq), 'b' from seq_1_to_:rows;
--- old
select body from cache_entries where ckey = 'k3';
replace into cache_entries values ('k4', 'c');
delete from cache_entries where ckey = 'k5';
--- migration
DELIMITER //
CREATE PROCEDURE admin_reset_cache()
BEGIN
  TRUNCATE TABLE cache_entries;
  ALTER TABLE cache_entries MODIFY body TEXT NOT NULL;
END //
DELIMITER ;
