-- verdict: unsafe
-- hazard: none
-- why: id is still unique by an index, but only a primary key lets GROUP BY a.id stand for a.name
--- schema
create table authors (id bigint primary key, tenant_id bigint not null, name text not null);
create table books (id bigint primary key, author_id bigint not null, title text not null);
create index books_author_id on books (author_id);
--- data
insert into authors select g, g % 5, 'a' || g from generate_series(1, :rows) g;
insert into books select g, g, 'b' || g from generate_series(1, :rows) g;
--- old
select a.id, a.name, count(b.id) from authors a left join books b on b.author_id = a.id where a.id = 3 group by a.id;
insert into authors (id, tenant_id, name) values (900001, 1, 'Iris') on conflict (id) do nothing;
select title from books where author_id = 3;
--- queries
select a.id, a.name, count(b.id) from authors a left join books b on b.author_id = a.id where a.id = $1 group by a.id;
--- migration
create unique index concurrently authors_id_key on authors (id);
create unique index concurrently authors_tenant_id_id on authors (tenant_id, id);
alter table authors drop constraint authors_pkey, add constraint authors_pkey primary key using index authors_tenant_id_id;
