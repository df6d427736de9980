-- verdict: unsafe
-- hazard: scan
-- why: the constant default needs no rewrite, but because of it the foreign key is validated at once for every row
--- schema
create table plans (id integer primary key, title text not null);
create table accounts (id bigint primary key, owner_name text not null);
--- data
insert into plans select g, 'Plan ' || g from generate_series(1, 3) g;
insert into accounts select g, 'O' || g from generate_series(1, :rows) g;
--- old
select id, owner_name from accounts where id = 1;
insert into accounts (id, owner_name) values (-1, 'N');
update accounts set owner_name = 'Z' where id = 2;
select id, title from plans where id = 2;
--- migration
alter table accounts add column plan_id integer not null default 1 references plans (id);
