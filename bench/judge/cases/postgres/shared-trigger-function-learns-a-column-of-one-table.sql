-- verdict: unsafe
-- hazard: none
-- why: the function is also the trigger of projects, which has no version column, so each update of projects fails
--- schema
create function touch() returns trigger language plpgsql as $$
begin new.updated_at := now(); return new; end $$;
create table projects (id serial primary key, name text not null, updated_at timestamptz not null default now());
create table tasks (id serial primary key, project_id int not null references projects, title text not null, updated_at timestamptz not null default now());
create trigger touch before update on projects for each row execute function touch();
create trigger touch before update on tasks for each row execute function touch();
--- data
insert into projects (name) select 'p' || g from generate_series(1, :rows) g;
insert into tasks (project_id, title) select g, 't' || g from generate_series(1, :rows) g;
--- old
update tasks set title = 'x' where id = 1;
update projects set name = 'x' where id = 1;
insert into projects (name) values ('y');
select title from tasks where project_id = 2;
--- migration
alter table tasks add column version int not null default 0;
create or replace function touch() returns trigger language plpgsql as $$
begin new.updated_at := now(); new.version := old.version + 1; return new; end $$;
