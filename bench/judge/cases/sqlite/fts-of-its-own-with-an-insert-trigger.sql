-- verdict: safe
-- hazard: none
-- why: the index keeps its own text, so deleting a rowid it does not have does nothing
--- schema
create table recipes (id integer primary key, title text not null, steps text not null);
--- data
insert into recipes select g, 'title ' || g, 'steps ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
delete from recipes where id = 3;
insert into recipes (title, steps) values ('t', 'b');
update recipes set title = 'other' where id = 4;
select title from recipes where id = 5;
--- migration
create virtual table recipe_search using fts5 (title, steps);
create trigger recipes_ai after insert on recipes begin
  insert into recipe_search (rowid, title, steps) values (new.id, new.title, new.steps);
end;
create trigger recipes_ad after delete on recipes begin
  delete from recipe_search where rowid = old.id;
end;
