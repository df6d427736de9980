-- verdict: safe
-- hazard: none
-- why: app reaches the table only through a view and a BEGIN ATOMIC function, both kept as parsed trees that follow the rename
-- role: app
--- schema
create role app;
create table subscribers (id bigint primary key, addr text not null unique, secret text not null);
create view subscriber_list as select id, addr from subscribers;
create function subscriber_by_addr(p_addr text) returns bigint
language sql stable security definer set search_path = public
begin atomic
  select s.id from subscribers s where s.addr = p_addr;
end;
grant select on subscriber_list to app;
--- data
insert into subscribers select g, 'u' || g || '@x.org', 'h' from generate_series(1, :rows) g;
--- old
select id, addr from subscriber_list where id = 3;
select subscriber_by_addr('u3@x.org');
--- queries
select id, addr from subscriber_list where id = $1;
--- migration
alter table subscribers rename column addr to email;
