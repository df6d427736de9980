-- verdict: unsafe
-- hazard: scan
-- why: the table is not built anew this time, but writers wait while all rows are read
--- schema
create table recipes (
  id int auto_increment primary key,
  title varchar(200) not null,
  steps text not null,
  fulltext key ft_title (title)
) engine=InnoDB;
--- data
insert into recipes (title, steps) select concat('soup ', seq), 'boil water' from seq_1_to_:rows;
--- old
select id, title from recipes where id = 10;
insert into recipes (title, steps) values ('stew', 'simmer');
update recipes set steps = 'stir' where id = 4;
--- migration
ALTER TABLE recipes ADD FULLTEXT KEY ft_steps (steps);
