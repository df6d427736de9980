-- verdict: unsafe
-- hazard: none
-- why: the body is a text that still says the old name
-- role: clerk
--- schema
create role clerk;
create table teams (id int primary key, boss text not null);
create function boss_of(t int) returns text language sql stable security definer as $$ select boss from teams where id = t $$;
grant execute on function boss_of(int) to clerk;
--- data
insert into teams select g, 'b' from generate_series(1, :rows) g;
--- old
select boss_of(3);
--- migration
alter table teams rename column boss to lead;
