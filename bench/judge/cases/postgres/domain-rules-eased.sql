-- verdict: safe
-- hazard: none
-- why: more is let in than before
--- schema
create domain mark as int not null constraint mark_check check (value between 1 and 6);
create table tests (id int primary key, mark mark);
--- data
insert into tests select g, 2 from generate_series(1, :rows) g;
--- old
select id, mark from tests where id = 1;
insert into tests values (-1, 3);
update tests set mark = 5 where id = 2;
--- migration
alter domain mark drop not null;
alter domain mark rename constraint mark_check to mark_range;
