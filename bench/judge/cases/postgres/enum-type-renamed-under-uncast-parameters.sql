-- verdict: safe
-- hazard: none
-- why: no recorded statement names the type: literals and parameters take the column's type, whatever its name; the default follows too
--- schema
create type account_plan as enum ('FREE', 'PRO');
create table workspaces (id integer primary key, plan account_plan not null default 'FREE', name text not null);
--- data
insert into workspaces (id, name) select g, 'w' || g from generate_series(1, :rows) g;
--- old
insert into workspaces (id, name) values (900001, 'x') returning plan;
update workspaces set plan = 'PRO' where id = 4;
select id, plan from workspaces where plan = 'FREE' and id < 5 order by id;
--- queries
insert into workspaces (id, name) values (900001, 'x') returning plan;
update workspaces set plan = 'PRO' where id = $1;
select id, plan from workspaces where plan = 'FREE' and id < 5 order by id;
--- migration
alter type account_plan rename to workspace_plan;
