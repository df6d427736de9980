-- verdict: safe
-- hazard: none
-- why: index names are per schema, so IF NOT EXISTS finds the other table's index and does nothing
--- schema
create table posts (id bigint primary key, created_on date not null);
create table comments (id bigint primary key, created_on date not null);
create index idx_created_on on posts (created_on);
--- data
insert into posts select g, '2024-01-01' from generate_series(1, :rows) g;
insert into comments select g, '2024-01-01' from generate_series(1, :rows) g;
--- old
select id, created_on from comments where id = 1;
insert into comments (id, created_on) values (-1, '2024-02-02');
insert into posts (id, created_on) values (-1, '2024-02-02');
--- migration
create index if not exists idx_created_on on comments (created_on);
