-- verdict: safe
-- hazard: none
-- why: it is empty, and nothing fell through before
--- schema
create table days (id int not null, day date not null) partition by range (day);
create table days_2024 partition of days for values from ('2024-01-01') to ('2025-01-01');
--- data
insert into days select g, '2024-05-05' from generate_series(1, :rows) g;
--- old
select id from days where id = 1;
insert into days values (-1, '2024-06-06');
delete from days where id = 2;
--- migration
create table days_rest partition of days default;
