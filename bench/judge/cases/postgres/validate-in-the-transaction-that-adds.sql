-- verdict: unsafe
-- hazard: scan
-- why: the exclusive lock of ADD CONSTRAINT is held until COMMIT, so VALIDATE scans under it
--- schema
create table payouts (id bigint primary key, cents integer not null check (cents >= 0), fee integer not null);
--- data
insert into payouts select g, 100, 1 from generate_series(1, :rows) g;
--- old
select id, cents, fee from payouts where id = 1;
update payouts set cents = 50 where id = 1;
insert into payouts (id, cents, fee) values (-1, 10, 0);
--- migration
begin;
alter table payouts add constraint cents_not_negative check (cents >= 0) not valid;
alter table payouts validate constraint cents_not_negative;
commit;
