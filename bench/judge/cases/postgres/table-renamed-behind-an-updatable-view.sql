-- verdict: safe
-- hazard: none
-- why: rename and view come in one transaction, and a plain view over all columns passes reads, writes and upserts through
-- transaction: yes
--- schema
create table clients (
  id bigserial primary key,
  vat_number text not null unique,
  name text not null,
  active boolean not null default true
);
--- data
insert into clients (vat_number, name) select 'DE' || g, 'c' || g from generate_series(1, :rows) g;
--- old
select id, name, active from clients where vat_number = 'DE4';
insert into clients (vat_number, name) values ('DE0', 'n') returning active;
insert into clients (vat_number, name) values ('DE1', 'n') on conflict (vat_number) do update set name = excluded.name;
update clients set active = false where id = 3;
delete from clients where id = 4;
select name from clients where id = 5 for update;
--- migration
BEGIN;
ALTER TABLE clients RENAME TO companies;
CREATE VIEW clients AS SELECT * FROM companies;
COMMIT;
