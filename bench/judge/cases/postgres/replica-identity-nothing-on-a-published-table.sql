-- verdict: unsafe
-- hazard: none
-- why: the publication carries updates and deletes, which fail on a table without a replica identity
--- schema
create table accounts (
  id bigserial primary key,
  balance numeric(12,2) not null default 0
);
create publication warehouse_feed for table accounts;
--- data
insert into accounts (balance) select g from generate_series(1, :rows) g;
--- old
select id, balance from accounts where id = 1;
insert into accounts (balance) values (10);
update accounts set balance = 5 where id = 2;
delete from accounts where id = 3;
--- migration
alter table accounts replica identity nothing;
