-- verdict: unsafe
-- hazard: data-loss
-- why: the time of day is gone
--- schema
create table accounts (id int primary key, owner text not null, balance numeric(12,2) not null default 0, opened_at timestamp not null default '2024-01-01', note text);
--- data
insert into accounts (id, owner) select g, 'o' || g from generate_series(1, :rows) g;
--- old
select id, owner, balance, note from accounts where id = 3;
insert into accounts (id, owner) values (-1, 'z');
update accounts set balance = balance + 1 where id = 4;
delete from accounts where id = 5;
select opened_at::text from accounts where id = 3;
--- migration
alter table accounts alter column opened_at type date using (opened_at at time zone 'UTC')::date;
