-- verdict: safe
-- hazard: none
-- why: dropping a named CHECK loosens the table and edits the schema only
-- server-version: 3.53
--- schema
create table pull_requests (
  id integer primary key, title text not null, state text not null default 'open',
  constraint state_known check (state in ('open', 'merged', 'closed'))
);
--- data
insert into pull_requests (id, title) select g, 't' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into pull_requests (title) values ('x') returning state;
update pull_requests set state = 'merged' where id = 5;
select title, state from pull_requests where id = 4;
--- migration
alter table pull_requests drop constraint state_known;
