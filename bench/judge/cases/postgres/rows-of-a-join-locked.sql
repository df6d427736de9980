-- verdict: unsafe
-- hazard: lock
-- why: both tables are joined and every row found is locked
--- schema
create table accounts (id int primary key, owner text not null, balance numeric(12,2) not null default 0, opened_at timestamp not null default '2024-01-01', note text);
create table owners (name text primary key);
--- data
insert into accounts (id, owner) select g, 'o' || g from generate_series(1, :rows) g; insert into owners select 'o' || g from generate_series(1, :rows) g;
--- old
select id, owner, balance, note from accounts where id = 3;
insert into accounts (id, owner) values (-1, 'z');
update accounts set balance = balance + 1 where id = 4;
delete from accounts where id = 5;
--- migration
create table paid (id int, owner text);
insert into paid select a.id, a.owner from accounts a join owners o on o.name = a.owner for update of a;
