-- verdict: unsafe
-- hazard: none
-- why: an external-content index told to delete a row it never indexed answers with a malformed database
--- schema
create table notes (id integer primary key, title text not null, body text not null);
--- data
insert into notes select g, 'title ' || g, 'body words ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
delete from notes where id = 3;
update notes set body = 'other' where id = 4;
insert into notes (title, body) values ('t', 'b');
select title, body from notes where id = 5;
--- migration
create virtual table notes_fts using fts5 (title, body, content = 'notes', content_rowid = 'id');
create trigger notes_ai after insert on notes begin
  insert into notes_fts (rowid, title, body) values (new.id, new.title, new.body);
end;
create trigger notes_ad after delete on notes begin
  insert into notes_fts (notes_fts, rowid, title, body) values ('delete', old.id, old.title, old.body);
end;
create trigger notes_au after update on notes begin
  insert into notes_fts (notes_fts, rowid, title, body) values ('delete', old.id, old.title, old.body);
  insert into notes_fts (rowid, title, body) values (new.id, new.title, new.body);
end;
