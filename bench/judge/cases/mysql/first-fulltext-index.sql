-- verdict: unsafe
-- hazard: rewrite
-- why: the first FULLTEXT index of a table adds a hidden column FTS_DOC_ID, which builds the table anew while writes wait
--- schema
create table recipes (
  id int not null auto_increment primary key,
  title varchar(120) not null,
  steps text not null
) engine=InnoDB default charset=utf8mb4;
--- data
insert into recipes select seq, concat('Soup ', seq), 'boil water' from seq_1_to_:rows;
--- old
insert into recipes (title, steps) values ('Stew', 'cook');
select title from recipes where id = 3;
update recipes set steps = 'fry' where id = 4;
--- migration
CREATE FULLTEXT INDEX recipes_text ON recipes (title, steps);
