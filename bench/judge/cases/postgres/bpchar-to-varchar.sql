-- verdict: unsafe
-- hazard: rewrite
-- why: the padding is taken off every value
--- schema
create table customers (
  id uuid primary key default gen_random_uuid(),
  email text not null constraint customers_email_key unique,
  full_name text not null default '',
  country char(2),
  balance numeric(12, 2) not null default 0,
  tags text[] not null default '{}',
  meta jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index customers_country on customers (country);
--- data
insert into customers (email, full_name, country) select 'c' || g, 'n' || g, 'DE' from generate_series(1, :rows) g;
--- old
select email, full_name, country, balance, tags, meta from customers where email = 'c1';
insert into customers (email, full_name) values ('fresh', 'f') returning email, country, balance, tags, meta;
update customers set balance = balance + 1, country = 'FR' where email = 'c2';
delete from customers where email = 'c3';
--- migration
alter table customers alter column country type varchar(2);
