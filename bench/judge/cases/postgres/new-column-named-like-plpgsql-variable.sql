-- verdict: unsafe
-- hazard: none
-- why: inside refresh_balance the bare name points may now mean the variable or the column, which PL/pgSQL refuses as ambiguous
--- schema
create table customers (id bigint primary key, name varchar(80) not null, balance integer not null default 0);
create table purchases (id bigserial primary key, customer_id bigint not null references customers (id), amount integer not null);
create function refresh_balance(p_customer bigint) returns void language plpgsql as $$
declare
  points integer;
begin
  select coalesce(sum(amount), 0) / 10 into points from purchases where customer_id = p_customer;
  update customers set balance = points where id = p_customer;
end $$;
--- data
insert into customers select g, 'c' || g, 0 from generate_series(1, :rows) g;
insert into purchases (customer_id, amount) select g, 100 from generate_series(1, 200) g;
--- old
select refresh_balance(7);
select id, name, balance from customers where id = 7;
insert into purchases (customer_id, amount) values (7, 40);
--- migration
alter table customers add column points integer;
