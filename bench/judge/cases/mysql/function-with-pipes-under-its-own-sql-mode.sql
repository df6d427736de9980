-- verdict: safe
-- hazard: none
-- why: a routine keeps the sql_mode it was made under, so
-- 
-- joins strings for every caller
--- schema
create table customers (id int auto_increment primary key, given varchar(40) not null, family varchar(40) not null);
create function display_name(g varchar(40), f varchar(40)) returns varchar(90) deterministic return concat(f, ', ', g);
--- data
insert into customers (given, family) select 'Ada', 'Byron' from seq_1_to_:rows;
--- old
select id, display_name(given, family) as name from customers where id = 3;
insert into customers (given, family) values ('C', 'D');
update customers set given = 'E' where id = 4;
--- migration
SET SESSION sql_mode = CONCAT(@@sql_mode, ',PIPES_AS_CONCAT');
CREATE OR REPLACE FUNCTION display_name(g varchar(40), f varchar(40)) RETURNS varchar(90) DETERMINISTIC RETURN f || ', ' || g;
