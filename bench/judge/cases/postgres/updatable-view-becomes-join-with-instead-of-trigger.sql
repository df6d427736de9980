-- verdict: safe
-- hazard: none
-- why: the columns stay, and INSTEAD OF triggers created in the same transaction take over the writes, RETURNING included
-- transaction: yes
--- schema
create table people (id bigint primary key, name text not null, city text);
create view person as select id, name, city from people;
--- data
insert into people select g, 'p' || g, 'c' || g % 9 from generate_series(1, :rows) g;
--- old
select id, name, city from person where id = 8;
insert into person (id, name, city) values (900001, 'Ada', 'London') returning id;
update person set city = 'Paris' where id = 8;
delete from person where id = 9;
--- migration
begin;
create table addresses (person_id bigint primary key, city text);
create or replace view person as
  select p.id, p.name, coalesce(a.city, p.city) as city from people p left join addresses a on a.person_id = p.id;
create function person_write() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from addresses where person_id = old.id;
    delete from people where id = old.id;
    return old;
  elsif tg_op = 'UPDATE' then
    update people set name = new.name where id = old.id;
  else
    insert into people (id, name, city) values (new.id, new.name, new.city);
  end if;
  insert into addresses values (new.id, new.city) on conflict (person_id) do update set city = excluded.city;
  return new;
end $$;
create trigger person_write instead of insert or update or delete on person for each row execute function person_write();
commit;
