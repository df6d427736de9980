-- verdict: unsafe
-- hazard: lock
-- why: the DO block has no COMMIT: every batch's row locks are kept until the whole loop ends
--- schema
create table listings (id integer primary key, price_eur numeric not null, price_cents integer);
--- data
insert into listings (id, price_eur) select g, 10 from generate_series(1, :rows) g;
--- old
select id, price_eur, price_cents from listings where id = 1;
update listings set price_eur = 11 where id = 2;
insert into listings (id, price_eur) values (-1, 3);
--- migration
do $$
declare
  done integer := 0;
  last integer;
begin
  select max(id) into last from listings;
  while done < last loop
    update listings set price_cents = price_eur * 100 where id > done and id <= done + 500;
    done := done + 500;
  end loop;
end $$;
