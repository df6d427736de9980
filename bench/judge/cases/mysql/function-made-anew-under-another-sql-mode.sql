-- verdict: unsafe
-- hazard: none
-- why: a routine keeps the sql_mode it was made under: without PIPES_AS_CONCAT || is OR, and names are no numbers
--- schema
create table persons (
  id int not null auto_increment primary key,
  first_name varchar(40) not null,
  last_name varchar(40) not null
);
set sql_mode = 'PIPES_AS_CONCAT';
create function display_name(f varchar(40), l varchar(40)) returns varchar(100) deterministic return l || ', ' || f;
set sql_mode = default;
--- data
insert into persons (first_name, last_name) select 'Ada', concat('L', seq) from seq_1_to_:rows;
--- old
select display_name(first_name, last_name) as n from persons where id = 3;
insert into persons (first_name, last_name) values ('Al', 'T');
--- queries
select display_name(first_name, last_name) as n from persons where id = ?;
--- migration
drop function display_name;
create function display_name(f varchar(40), l varchar(40)) returns varchar(120) deterministic return l || ', ' || f;
