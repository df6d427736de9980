-- verdict: unsafe
-- hazard: none
-- why: a REVOKE on the table takes the privilege from each of its columns too, so the column grants do not survive it
-- role: kiosk
--- schema
create role kiosk;
create table vouchers (
  code text primary key,
  face_value integer not null,
  redeemed boolean not null default false
);
grant select (code, redeemed), update (redeemed) on vouchers to kiosk;
--- data
insert into vouchers select 'v' || g, 10, false from generate_series(1, :rows) g;
--- old
select code, redeemed from vouchers where code = 'v1';
update vouchers set redeemed = true where code = 'v2';
--- migration
revoke update on vouchers from kiosk;
