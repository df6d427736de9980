-- verdict: unsafe
-- hazard: none
-- why: an INSERT without the column gets another value
--- schema
create domain state as text default 'new';
create table tasks (id int primary key, st state);
--- data
insert into tasks select g from generate_series(1, :rows) g;
--- old
insert into tasks (id) values (-1) returning st;
select id, st from tasks where id = 1;
--- migration
alter domain state set default 'open';
