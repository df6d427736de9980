-- verdict: unsafe
-- hazard: rewrite
-- why: each address is checked and written
--- schema
create table hosts (id int primary key, net inet);
--- data
insert into hosts select g, '10.0.0.0/24' from generate_series(1, :rows) g;
--- old
select id, net from hosts where id = 1;
insert into hosts values (-1, '10.0.0.0/8');
update hosts set net = null where id = 2;
--- migration
alter table hosts alter column net type cidr using network(net);
