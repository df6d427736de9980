-- verdict: safe
-- hazard: none
-- why: a domain without constraints over the same type is binary-coercible
--- schema
create table shipments (
  id integer primary key,
  tracking_no text
);
--- data
insert into shipments select g, 'T' || g from generate_series(1, :rows) g;
--- old
select id, tracking_no from shipments where tracking_no = 'T4';
insert into shipments (id, tracking_no) values (-1, 'T-1');
insert into shipments (id) values (-2);
update shipments set tracking_no = 'X' where id = 2;
delete from shipments where id = 3;
--- migration
create domain tracking_number as text;
comment on domain tracking_number is 'carrier tracking number, format differs by carrier';
alter table shipments alter column tracking_no type tracking_number;
