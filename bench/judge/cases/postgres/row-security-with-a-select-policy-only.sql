-- verdict: unsafe
-- hazard: none
-- why: the policy is for SELECT alone: inserts are refused and updates and deletes find no rows
-- role: rls_web
--- schema
create role rls_web;
create table documents (
  id integer primary key,
  title text not null
);
grant select, insert, update, delete on documents to rls_web;
--- data
insert into documents select g, 'd' || g from generate_series(1, :rows) g;
--- old
select id, title from documents where id = 1;
insert into documents values (-1, 'x');
update documents set title = 'y' where id = 2;
delete from documents where id = 3;
--- migration
create policy documents_read on documents for select to rls_web using (true);
alter table documents enable row level security;
