-- verdict: unsafe
-- hazard: none
-- why: reading the old name still works, but a generated column takes no value from INSERT or UPDATE
--- schema
create table employees (id int auto_increment primary key, name varchar(60) not null, phone varchar(30) null);
--- data
insert into employees (name, phone) select 'n', '1' from seq_1_to_:rows;
--- old
select id, name, phone from employees where id = 2;
insert into employees (name, phone) values ('m', '2');
update employees set phone = '3' where id = 2;
--- migration
ALTER TABLE employees RENAME COLUMN phone TO mobile;
ALTER TABLE employees ADD COLUMN phone varchar(30) AS (mobile) VIRTUAL;
