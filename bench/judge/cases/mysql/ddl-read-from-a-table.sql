-- verdict: needs-info
-- hazard: none
-- why: what is executed is the content of a row that nobody shows
--- schema
create table upgrade_scripts (
  version int not null primary key,
  ddl text not null
);
create table meters (
  id int not null auto_increment primary key,
  serial varchar(30) not null
);
--- data
insert into upgrade_scripts values (12, 'do 0');
insert into meters (serial) select concat('m', seq) from seq_1_to_:rows;
--- old
select serial from meters where id = 3;
insert into meters (serial) values ('x');
--- migration
SELECT ddl INTO @ddl FROM upgrade_scripts WHERE version = 12;
PREPARE step FROM @ddl;
EXECUTE step;
