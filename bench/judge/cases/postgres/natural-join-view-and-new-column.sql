-- verdict: safe
-- hazard: none
-- why: the view was expanded when it was made
--- schema
create table accounts (account_id int primary key, login text);
create table invoices (id int primary key, account_id int, memo text);
create view both_of as select id, login, invoices.memo from invoices natural join accounts;
--- data
insert into accounts select g, 'a' from generate_series(1, :rows) g;
insert into invoices select g, g, 'm' from generate_series(1, :rows) g;
--- old
select id, login, memo from both_of where id = 1;
insert into accounts values (-1, 'n');
--- migration
alter table accounts add column memo text;
