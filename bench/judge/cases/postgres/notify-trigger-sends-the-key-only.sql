-- verdict: safe
-- hazard: none
-- why: the payload is the key alone, and the null that an AFTER trigger returns is ignored
--- schema
create table reviews (id bigserial primary key, product_id bigint not null, body text not null);
--- data
insert into reviews (product_id, body) select g, 'nice ' || g from generate_series(1, :rows) g;
--- old
insert into reviews (product_id, body) values (1, repeat('long ', 3000));
select product_id, body from reviews where id = 1;
update reviews set body = 'edited' where id = 3;
delete from reviews where id = 1;
--- queries
insert into reviews (product_id, body) values (1, repeat('long ', 3000));
--- migration
create function reviews_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('reviews', coalesce(new.id, old.id)::text);
  return null;
end $$;
create trigger reviews_notify after insert or update or delete on reviews for each row execute function reviews_notify();
