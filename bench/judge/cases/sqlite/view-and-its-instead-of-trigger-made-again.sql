-- verdict: safe
-- hazard: none
-- why: the view keeps its columns and gets its trigger back in one transaction
--- schema
create table staff_data (id integer primary key, name text not null, left_at text);
create view staff as select id, name from staff_data where left_at is null;
create trigger staff_insert instead of insert on staff
begin
  insert into staff_data (id, name) values (new.id, new.name);
end;
--- data
insert into staff_data select g, 'n' || g, null from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into staff (id, name) values (-3, 'x');
select id, name from staff where id = 4;
update staff_data set left_at = '2024' where id = 9;
--- migration
BEGIN;
ALTER TABLE staff_data ADD COLUMN team text;
DROP VIEW staff;
CREATE VIEW staff AS SELECT id, name, team FROM staff_data WHERE left_at IS NULL;
CREATE TRIGGER staff_insert INSTEAD OF INSERT ON staff
BEGIN
  INSERT INTO staff_data (id, name, team) VALUES (new.id, new.name, new.team);
END;
COMMIT;
