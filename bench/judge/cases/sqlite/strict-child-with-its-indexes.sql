-- verdict: safe
-- hazard: none
-- why: the table is new and empty, so its checks, its foreign key and its indexes cost nothing
--- schema
create table vendors (id integer primary key, name text not null);
--- data
insert into vendors select g, 'v' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
delete from vendors where id = 6;
insert into vendors (name) values ('x');
select name from vendors where id = 5;
--- migration
create table vendor_documents (
  id integer primary key,
  vendor_id integer not null references vendors (id) on delete cascade,
  kind text not null check (kind in ('contract', 'invoice')),
  pages integer not null default 1
) strict;
create index vendor_documents_vendor on vendor_documents (vendor_id);
create unique index vendor_documents_kind on vendor_documents (vendor_id, kind);
