-- verdict: safe
-- hazard: none
-- why: the policy is kept parsed; the role never reads the other table itself
-- role: clerk
--- schema
create role clerk;
create table teams (id int primary key, boss text not null);
create table notes (id int primary key, team int not null, body text);
create function is_boss(t int) returns boolean language sql stable security definer begin atomic select exists (select from teams where teams.id = t and teams.boss <> ''); end;
alter table notes enable row level security;
create policy mine on notes using (is_boss(team));
grant select on notes to clerk;
--- data
insert into teams select g, 'b' from generate_series(1, 10) g; insert into notes select g, 1 + g % 10, 'n' from generate_series(1, :rows) g;
--- old
select body from notes where id = 3;
--- migration
alter table teams rename column boss to lead;
