-- verdict: unsafe
-- hazard: none
-- why: an UPDATE that takes the row out of the view is now refused
--- schema
create table todo_items (
  id int not null auto_increment primary key,
  title varchar(60) not null,
  done tinyint(1) not null default 0
) engine=InnoDB;
create view open_items as select id, title, done from todo_items where done = 0;
--- data
insert into todo_items select seq, 'Bo', 0 from seq_1_to_:rows;
--- old
update open_items set done = 1 where id = 4;
select title from open_items where id = 5;
--- queries
UPDATE open_items SET done = 1 WHERE id = ?;
--- migration
ALTER VIEW open_items AS SELECT id, title, done FROM todo_items WHERE done = 0 WITH CHECK OPTION;
