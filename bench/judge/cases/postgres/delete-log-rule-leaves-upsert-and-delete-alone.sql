-- verdict: safe
-- hazard: none
-- why: only INSERT and UPDATE rules forbid ON CONFLICT; the DELETE rule just adds a log row that the deleter's owner may write
--- schema
create table memberships (id bigint primary key, team_id bigint not null, user_id bigint not null, role text not null, unique (team_id, user_id));
--- data
insert into memberships select g, g, g, 'member' from generate_series(1, :rows) g;
--- old
insert into memberships (id, team_id, user_id, role) values (900001, 3, 3, 'admin') on conflict (team_id, user_id) do update set role = excluded.role returning role;
delete from memberships where id = 5 returning team_id, user_id;
select id, role from memberships where team_id = 3 and user_id = 3;
update memberships set role = 'owner' where id = 6;
--- queries
insert into memberships (id, team_id, user_id, role) values (900001, 3, 3, 'admin') on conflict (team_id, user_id) do update set role = excluded.role returning role;
delete from memberships where id = $1 returning team_id, user_id;
--- migration
create table removed_memberships (team_id bigint not null, user_id bigint not null, removed_at timestamptz not null default now());
create rule log_removed_memberships as on delete to memberships
  do also insert into removed_memberships (team_id, user_id) values (old.team_id, old.user_id);
