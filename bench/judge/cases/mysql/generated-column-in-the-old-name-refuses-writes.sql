-- verdict: unsafe
-- hazard: none
-- why: name can still be read as a generated column, but an INSERT or UPDATE that gives it a value fails
--- schema
create table patients (
  id int not null auto_increment primary key,
  name varchar(100) not null,
  born date not null
);
--- data
insert into patients (name, born) select concat('p', seq), '1980-01-01' from seq_1_to_:rows;
--- old
select id, name from patients where id = 3;
insert into patients (name, born) values ('Eve', '1999-09-09');
update patients set name = 'Bob' where id = 4;
--- migration
alter table patients rename column name to full_name;
alter table patients add column name varchar(100) generated always as (full_name) virtual;
