-- verdict: unsafe
-- hazard: none
-- why: CREATE TABLE AS copies rows but neither defaults nor keys: the swapped table numbers no row
--- schema
create table reports (
  id bigserial primary key,
  title text not null,
  created_at timestamptz not null default now()
);
--- data
insert into reports (title) select 'r' || g from generate_series(1, :rows) g;
--- old
select id, title from reports where id = 1;
insert into reports (title) values ('new') returning id is not null;
--- migration
create table reports_next as select id, title, created_at, 0 as downloads from reports;
begin;
alter table reports rename to reports_prev;
alter table reports_next rename to reports;
commit;
