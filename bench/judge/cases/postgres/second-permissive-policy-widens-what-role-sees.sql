-- verdict: unsafe
-- hazard: none
-- why: permissive policies are joined by OR, so queries that relied on row security now also return published rows of others
-- role: app
--- schema
create role app;
create table documents (id bigint primary key, owner_name text not null, title text not null, published boolean not null default false);
alter table documents enable row level security;
create policy own_documents on documents to app using (owner_name = current_user);
grant select, insert, update on documents to app;
--- data
insert into documents select g, case when g % 2 = 0 then 'app' else 'other' end, 't' || g, g % 3 = 0 from generate_series(1, :rows) g;
--- old
select id, title from documents where id < 20 order by id;
insert into documents (id, owner_name, title) values (900001, 'app', 'mine');
--- queries
select id, title from documents where id < 20 order by id;
--- migration
create policy published_documents on documents for select to app using (published);
