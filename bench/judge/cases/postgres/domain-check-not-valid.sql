-- verdict: unsafe
-- hazard: none
-- why: new values are checked all the same
--- schema
create domain amount as numeric;
create table bills (id int primary key, due amount);
--- data
insert into bills select g, g from generate_series(1, :rows) g;
--- old
select id, due from bills where id = 1;
insert into bills values (-1, -2);
--- migration
alter domain amount add constraint positive check (value > 0) not valid;
