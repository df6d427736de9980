-- verdict: needs-info
-- hazard: none
-- why: what is run stands in a row of a table, which neither schema nor file tells
--- schema
create table pending_changes (id int auto_increment primary key, ddl text not null);
create table stores (id int auto_increment primary key, city varchar(40) not null);
--- data
insert into pending_changes (ddl) values ('DO 1');
insert into stores (city) select 'Ulm' from seq_1_to_:rows;
--- old
select id, city from stores where id = 3;
insert into stores (city) values ('Bonn');
insert into pending_changes (ddl) values ('DO 2');
--- migration
SELECT ddl INTO @ddl FROM pending_changes ORDER BY id LIMIT 1;
EXECUTE IMMEDIATE @ddl;
