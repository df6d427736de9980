-- verdict: unsafe
-- hazard: rewrite
-- why: ORDER BY copies the table, even where the engine keeps the order of its key
--- schema
create table glossary (
  id int not null auto_increment primary key,
  term varchar(80) not null
);
--- data
insert into glossary (term) select concat('t', seq) from seq_1_to_:rows;
--- old
insert into glossary (term) values ('x');
select term from glossary where id = 3;
update glossary set term = 'y' where id = 4;
--- migration
alter table glossary order by term;
