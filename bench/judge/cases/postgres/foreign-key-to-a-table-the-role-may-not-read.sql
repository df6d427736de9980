-- verdict: safe
-- hazard: none
-- why: the foreign key's look-up runs with the rights of the table's owner, and the new column is null for all rows
-- role: crm
--- schema
create role crm;
create table leads (id int primary key, name text not null);
create table secret_campaigns (id int primary key, budget numeric);
grant select, insert, update, delete on leads to crm;
--- data
insert into leads select g, 'l' || g from generate_series(1, :rows) g;
--- old
insert into leads (id, name) values (0, 'x');
select name from leads where id = 1;
update leads set name = 'y' where id = 2;
delete from leads where id = 3;
--- migration
alter table leads add column campaign_id int references secret_campaigns (id);
