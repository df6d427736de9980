-- verdict: safe
-- hazard: none
-- why: the validated check proves there is no null, so SET NOT NULL scans nothing; the check was already enforced
--- schema
create table invoices (
  id bigserial primary key,
  number text,
  constraint number_present check (number is not null) not valid
);
--- data
insert into invoices (number) select 'R' || g from generate_series(1, :rows) g;
--- old
select id, number from invoices where id = 1;
insert into invoices (number) values ('R-new');
update invoices set number = 'R1b' where id = 1;
--- migration
alter table invoices validate constraint number_present;
alter table invoices alter column number set not null;
alter table invoices drop constraint number_present;
