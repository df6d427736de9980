-- verdict: safe
-- hazard: none
-- why: the check says that it is there, and more
--- schema
create table invoices (id int primary key, memo text, constraint memo_there check (memo is not null and memo <> ''));
--- data
insert into invoices select g, 'm' from generate_series(1, :rows) g;
--- old
select id, memo from invoices where id = 1;
insert into invoices values (-1, 'm');
--- migration
alter table invoices alter column memo set not null;
