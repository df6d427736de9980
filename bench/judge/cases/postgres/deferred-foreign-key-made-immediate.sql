-- verdict: unsafe
-- hazard: none
-- why: create_team inserts the member before its team, which only a deferred check allows
--- schema
create table teams (id bigint primary key, name text not null, lead_id bigint not null);
create table members (id bigint primary key, name text not null,
  team_id bigint not null constraint members_team_id_fkey references teams (id) deferrable initially deferred);
create function create_team(p_team bigint, p_name text, p_lead bigint) returns void language plpgsql as $$
begin
  insert into members (id, name, team_id) values (p_lead, 'lead of ' || p_name, p_team);
  insert into teams (id, name, lead_id) values (p_team, p_name, p_lead);
end $$;
--- data
insert into teams select g, 't' || g, g from generate_series(1, :rows) g;
insert into members select g, 'm' || g, g from generate_series(1, :rows) g;
--- old
select create_team(900001, 'core', 900001);
select id, name from members where team_id = 4;
insert into members (id, name, team_id) values (900001, 'x', 4);
--- migration
alter table members alter constraint members_team_id_fkey not deferrable;
