-- verdict: unsafe
-- hazard: scan
-- why: the constant default rewrites nothing, but the inline CHECK is validated on every row under ACCESS EXCLUSIVE
--- schema
create table wallets (
  id bigserial primary key,
  owner_id bigint not null,
  balance bigint not null default 0
);
--- data
insert into wallets (owner_id) select g from generate_series(1, :rows) g;
--- old
select balance from wallets where id = 1;
insert into wallets (owner_id) values (5);
update wallets set balance = balance + 1 where id = 2;
--- migration
ALTER TABLE wallets ADD COLUMN credit_limit bigint NOT NULL DEFAULT 0 CHECK (credit_limit >= 0);
