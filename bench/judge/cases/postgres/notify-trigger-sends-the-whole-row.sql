-- verdict: unsafe
-- hazard: none
-- why: a NOTIFY payload must be shorter than 8000 bytes, so the insert of a long comment fails in the trigger
--- schema
create table comments (id bigserial primary key, post_id bigint not null, body text not null);
--- data
insert into comments (post_id, body) select g, 'nice ' || g from generate_series(1, :rows) g;
--- old
insert into comments (post_id, body) values (1, repeat('long ', 3000));
insert into comments (post_id, body) values (1, 'short');
select post_id, body from comments where id = 1;
delete from comments where id = 1;
--- queries
insert into comments (post_id, body) values (1, repeat('long ', 3000));
--- migration
create function comments_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('comments', row_to_json(new)::text);
  return new;
end $$;
create trigger comments_notify after insert on comments for each row execute function comments_notify();
