-- verdict: safe
-- hazard: none
-- why: policies are not applied until row security is enabled on the table
-- role: rls_later
--- schema
create role rls_later;
create table tickets (
  id serial primary key,
  subject varchar(255) not null,
  closed boolean not null default false
);
grant select, insert, update, delete on tickets to rls_later;
grant usage on sequence tickets_id_seq to rls_later;
--- data
insert into tickets (subject) select 't' || g from generate_series(1, :rows) g;
--- old
select id, subject, closed from tickets where id = 1;
insert into tickets (subject) values ('help');
update tickets set closed = true where id = 2;
delete from tickets where id = 3;
--- migration
create policy nobody_yet on tickets as restrictive for all to public using (false) with check (false);
