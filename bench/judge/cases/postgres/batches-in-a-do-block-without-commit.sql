-- verdict: unsafe
-- hazard: lock
-- why: the batches all run in one transaction, so the row locks pile up over the whole table until the block ends
--- schema
create table posts (
  id bigint generated always as identity primary key,
  title text not null,
  slug text
);
--- data
insert into posts (title) select 'Title ' || g from generate_series(1, :rows) g;
--- old
select title, slug from posts where id = 1;
insert into posts (title) values ('n');
update posts set title = 'edited' where id = 2;
delete from posts where id = 3;
--- migration
ALTER TABLE posts ADD COLUMN title_search text;
DO $$
DECLARE
  batch_start bigint := 0;
  batch_size constant bigint := 1000;
  max_id bigint;
BEGIN
  SELECT coalesce(max(id), 0) INTO max_id FROM posts;
  WHILE batch_start < max_id LOOP
    UPDATE posts SET title_search = lower(title)
    WHERE id > batch_start AND id <= batch_start + batch_size;
    batch_start := batch_start + batch_size;
  END LOOP;
END
$$;
