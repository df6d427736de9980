-- verdict: unsafe
-- hazard: lock
-- why: the function that the SELECT calls updates every row of seats in one transaction
--- schema
create table seats (id int primary key, label text not null, pos int not null default 0);
create function renumber_seats() returns bigint language sql as $$
  with moved as (update seats set pos = id * 10 returning 1) select count(*) from moved
$$;
--- data
insert into seats select g, 's' || g, g * 10 from generate_series(1, :rows) g;
--- old
update seats set label = 'A1' where id = 1;
select label, pos from seats where id = 2;
insert into seats (id, label) values (0, 'x');
delete from seats where id = 3;
--- migration
select renumber_seats();
