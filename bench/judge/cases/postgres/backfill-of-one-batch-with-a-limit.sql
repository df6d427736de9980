-- verdict: safe
-- hazard: none
-- why: the LIMIT bounds how many rows are locked, and the key leads to them
--- schema
create table invoices (
  id bigserial primary key,
  number text not null,
  net_cents bigint not null
);
--- data
insert into invoices (number, net_cents) select 'i' || g, g from generate_series(1, :rows) g;
--- old
select number, net_cents from invoices where id = 1;
insert into invoices (number, net_cents) values ('n', 5);
update invoices set net_cents = 6 where id = 1500;
delete from invoices where id = 1600;
--- migration
ALTER TABLE invoices ADD COLUMN currency text;
UPDATE invoices SET currency = 'EUR'
WHERE id IN (SELECT id FROM invoices WHERE currency IS NULL ORDER BY id LIMIT 100);
