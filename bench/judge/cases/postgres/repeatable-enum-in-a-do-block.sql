-- verdict: safe
-- hazard: none
-- why: the block only makes a new type, and the nullable column of it is catalogue work
--- schema
create table tasks (id bigserial primary key, title text not null);
--- data
insert into tasks (title) select 't' || g from generate_series(1, :rows) g;
--- old
select id, title from tasks where id = 1;
insert into tasks (title) values ('n');
insert into tasks values (-1, 'x');
--- migration
do $$ begin
  create type task_priority as enum ('low', 'high');
exception
  when duplicate_object then null;
end $$;
alter table tasks add column if not exists priority task_priority default 'low';
