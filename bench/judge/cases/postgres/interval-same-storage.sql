-- verdict: safe
-- hazard: none
-- why: cidr is stored as inet
--- schema
create table nets (id int primary key, net cidr);
--- data
insert into nets select g, '10.0.0.0/24' from generate_series(1, :rows) g;
--- old
select id, net from nets where id = 1;
insert into nets values (-1, '10.1.0.0/16');
--- migration
alter table nets alter column net type inet;
