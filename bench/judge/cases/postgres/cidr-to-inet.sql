-- verdict: safe
-- hazard: none
-- why: both are stored alike
--- schema
create table hosts (id int primary key, net cidr);
--- data
insert into hosts select g, '10.0.0.0/8' from generate_series(1, :rows) g;
--- old
select id from hosts where id = 3;
insert into hosts values (-1, '10.0.0.0/8');
update hosts set net = '10.1.0.0/16' where id = 3;
--- migration
alter table hosts alter column net type inet;
