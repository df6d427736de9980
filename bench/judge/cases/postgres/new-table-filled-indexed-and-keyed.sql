-- verdict: safe
-- hazard: none
-- why: index, check and NOT NULL fall on the table made here; the old table is only read, and the key holds no row of it
--- schema
create table employees (
  id serial primary key,
  name text not null,
  department text
);
--- data
insert into employees (name, department) select 'e' || g, 'd' || (g % 9) from generate_series(1, :rows) g;
--- old
select name, department from employees where id = 1;
insert into employees (name, department) values ('n', 'd1');
update employees set department = 'd2' where id = 2;
delete from employees where id = 3;
--- migration
CREATE TABLE departments (id serial PRIMARY KEY, name text);
INSERT INTO departments (name) SELECT DISTINCT department FROM employees WHERE department IS NOT NULL;
ALTER TABLE departments ALTER COLUMN name SET NOT NULL;
CREATE UNIQUE INDEX departments_name_key ON departments (name);
ALTER TABLE employees ADD COLUMN department_id integer REFERENCES departments (id);
