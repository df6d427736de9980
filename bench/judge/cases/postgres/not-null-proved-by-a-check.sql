-- verdict: safe
-- hazard: none
-- why: the valid CHECK forbids NULL already, so SET NOT NULL neither scans nor refuses anything new
-- server-version: 15
--- schema
create table candidates (
  id integer primary key,
  email text,
  constraint candidates_email_present check (email is not null and email <> '')
);
--- data
insert into candidates select g, 'e' || g from generate_series(1, :rows) g;
--- old
select id, email from candidates where id = 1;
insert into candidates values (-1, 'x');
update candidates set email = 'y' where id = 2;
delete from candidates where id = 3;
--- migration
alter table candidates alter column email set not null;
alter table candidates drop constraint candidates_email_present;
