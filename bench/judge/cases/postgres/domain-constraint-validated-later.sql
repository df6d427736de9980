-- verdict: unsafe
-- hazard: scan
-- why: unlike a table's, a domain's VALIDATE CONSTRAINT holds SHARE locks on the tables that use it while it scans them
--- schema
create domain email_address as text;
alter domain email_address add constraint has_at check (position('@' in value) > 0) not valid;
create table leads (
  id integer primary key,
  email email_address,
  note text
);
--- data
insert into leads select g, 'a@' || g, null from generate_series(1, :rows) g;
--- old
select id, email, note from leads where id = 1;
insert into leads values (-1, 'x@y', 'new');
update leads set note = 'called' where id = 2;
delete from leads where id = 3;
--- migration
alter domain email_address validate constraint has_at;
