-- verdict: unsafe
-- hazard: data-loss
-- why: USING left(...) cuts longer texts for good, and the old version's longer texts are refused afterwards
--- schema
create table recipes (
  id serial primary key,
  title varchar(120) not null,
  summary text not null
);
--- data
insert into recipes (title, summary) select 'r' || g, repeat('stir and taste. ', 20) from generate_series(1, :rows) g;
--- old
select title, summary from recipes where id = 1;
insert into recipes (title, summary) values ('n', 'short');
insert into recipes (title, summary) values ('n', repeat('long ', 60));
update recipes set title = 'q' where id = 2;
--- migration
ALTER TABLE recipes ALTER COLUMN summary TYPE varchar(160) USING left(summary, 160);
