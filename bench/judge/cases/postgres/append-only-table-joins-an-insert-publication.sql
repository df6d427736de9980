-- verdict: safe
-- hazard: none
-- why: the table has no key, but the publication carries inserts only, so updates and deletes need no replica identity
--- schema
create table audit_trail (
  happened_at timestamptz not null,
  actor text not null,
  action text not null
);
create table members (id int primary key, name text);
create publication analytics for table members with (publish = 'insert');
--- data
insert into audit_trail select '2024-01-01', 'u' || g, 'login' from generate_series(1, :rows) g;
insert into members select g, 'm' from generate_series(1, 10) g;
--- old
select actor, action from audit_trail where actor = 'u1';
insert into audit_trail values ('2024-02-01', 'root', 'purge');
update audit_trail set actor = 'anonymous' where actor = 'u2';
delete from audit_trail where actor = 'u3';
select id, name from members where id = 1;
update members set name = 'n' where id = 1;
--- migration
alter publication analytics add table audit_trail;
