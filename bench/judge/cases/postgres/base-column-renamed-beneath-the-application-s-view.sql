-- verdict: safe
-- hazard: none
-- why: the application may use the view only, and the view keeps its own column names when the table's column is renamed
-- role: app
--- schema
create role app;
create schema core;
create table core.members (
  id serial primary key,
  mail text not null,
  password_hash text not null
);
create view members as select id, mail from core.members;
grant select on members to app;
--- data
insert into core.members (mail, password_hash) select 'm' || g, 'x' from generate_series(1, :rows) g;
--- old
select id, mail from members where id = 1;
select count(*) from members where mail like 'm1%';
--- migration
ALTER TABLE core.members RENAME COLUMN mail TO email;
