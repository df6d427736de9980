-- verdict: unsafe
-- hazard: scan
-- why: only since version 12 does SET NOT NULL trust a valid CHECK; version 11 scans under ACCESS EXCLUSIVE
-- server-version: 11
--- schema
create table applicants (
  id integer primary key,
  email text,
  constraint email_there check (email is not null)
);
--- data
insert into applicants select g, 'e' || g from generate_series(1, :rows) g;
--- old
select id, email from applicants where id = 1;
insert into applicants values (-1, 'x');
update applicants set email = 'y' where id = 2;
delete from applicants where id = 3;
--- migration
alter table applicants alter column email set not null;
