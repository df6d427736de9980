-- verdict: unsafe
-- hazard: scan
-- why: no constraint implies the bounds (the CHECK leaves out the upper end), so the attached table is scanned under ACCESS EXCLUSIVE
--- schema
create table invoices (
  issued_on date not null,
  total_cents integer not null
) partition by range (issued_on);
create table invoices_current partition of invoices for values from ('2024-01-01') to ('2030-01-01');
create table invoices_archive (
  issued_on date not null,
  total_cents integer not null,
  constraint archive_from check (issued_on >= '2010-01-01')
);
--- data
insert into invoices_archive select date '2011-01-01' + g % 1000, g from generate_series(1, :rows) g;
--- old
select issued_on, total_cents from invoices_archive where total_cents = 5;
insert into invoices_archive values ('2012-01-01', 7);
select issued_on, total_cents from invoices where issued_on = '2024-05-05';
insert into invoices values ('2024-05-05', 900);
--- queries
select issued_on, total_cents from invoices_archive where total_cents = 5;
--- migration
alter table invoices attach partition invoices_archive for values from ('2010-01-01') to ('2024-01-01');
