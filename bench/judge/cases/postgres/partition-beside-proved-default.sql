-- verdict: safe
-- hazard: none
-- why: a check proves that the default holds none of it
--- schema
create table days (id int not null, day date not null) partition by range (day);
create table days_rest partition of days default;
alter table days_rest add constraint before_2030 check (day < '2030-01-01');
create table days_2030 (like days, constraint in_2030 check (day >= '2030-01-01' and day < '2031-01-01'));
--- data
insert into days select g, '2024-05-05' from generate_series(1, :rows) g;
--- old
select id from days where id = 1;
insert into days values (-1, '2024-06-06');
delete from days where id = 2;
--- migration
alter table days attach partition days_2030 for values from ('2030-01-01') to ('2031-01-01');
