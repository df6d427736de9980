-- verdict: unsafe
-- hazard: scan
-- why: the check is tested again for every row
--- schema
create table prices (id int primary key, price numeric(10, 2) not null check (price >= 0));
--- data
insert into prices select g, g % 100 from generate_series(1, :rows) g;
--- old
select price from prices where id = 3;
insert into prices values (-1, 3);
update prices set price = 4 where id = 3;
--- migration
alter table prices alter column price type numeric(12, 2);
