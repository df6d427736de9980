-- verdict: unsafe
-- hazard: lock
-- why: every invoice follows its account
--- schema
create table accounts (id bigint primary key);
create table invoices (id int primary key, account_id bigint references accounts (id) on update cascade);
--- data
insert into accounts select g from generate_series(1, :rows) g;
insert into invoices select g, g from generate_series(1, :rows) g;
--- old
select account_id from invoices where id = 1;
update accounts set id = id where id = 3;
--- migration
update accounts set id = id + 1000000;
