-- verdict: safe
-- hazard: none
-- why: a bare name in ORDER BY means the output alias before any input column
--- schema
create table payments (id bigint primary key, customer_id integer not null, amount numeric(12,2) not null);
create index index_payments_on_customer_id on payments (customer_id);
--- data
insert into payments select g, g % 10, g from generate_series(1, :rows) g;
--- old
select customer_id, sum(amount) as total from payments where customer_id < 4 group by customer_id order by total desc;
insert into payments (id, customer_id, amount) values (900001, 3, 10);
--- queries
select customer_id, sum(amount) as total from payments where customer_id < 4 group by customer_id order by total desc;
insert into payments (id, customer_id, amount) values (900001, 3, 10);
--- migration
alter table payments add column total numeric(12,2);
