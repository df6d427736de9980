-- verdict: unsafe
-- hazard: scan
-- why: the CHECK spares the scan for the bounds, but the parent's foreign key is made on the new partition and all its rows are checked
--- schema
create table tenants (id integer primary key, name text);
create table messages (
  tenant_id integer not null references tenants (id),
  sent_on date not null,
  body text
) partition by range (sent_on);
create table messages_2025 partition of messages for values from ('2025-01-01') to ('2026-01-01');
create table messages_2024 (
  tenant_id integer not null,
  sent_on date not null,
  body text,
  constraint messages_2024_range check (sent_on >= '2024-01-01' and sent_on < '2025-01-01')
);
--- data
insert into tenants select g, 't' from generate_series(1, 10) g;
insert into messages_2024 select 1 + g % 10, '2024-05-05', 'b' || g from generate_series(1, :rows) g;
--- old
select tenant_id, body from messages where sent_on = '2025-01-02';
insert into messages values (1, '2025-03-03', 'x');
insert into messages_2024 values (1, '2024-03-03', 'late');
delete from messages_2024 where body = 'b3';
update tenants set name = 'u' where id = 2;
--- migration
alter table messages attach partition messages_2024 for values from ('2024-01-01') to ('2025-01-01');
