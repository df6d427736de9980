-- verdict: unsafe
-- hazard: none
-- why: NOT VALID spares the old rows the check, not the old version's DELETE of a customer that has tickets
--- schema
create table customers (
  id bigserial primary key,
  name varchar not null
);
create table tickets (
  id bigserial primary key,
  customer_id bigint not null,
  subject varchar not null
);
create index index_tickets_on_customer_id on tickets (customer_id);
--- data
insert into customers (name) select 'c' || g from generate_series(1, :rows) g;
insert into tickets (customer_id, subject) select g, 'help' from generate_series(1, :rows) g;
--- old
delete from customers where id = 1;
select subject from tickets where customer_id = 1;
insert into tickets (customer_id, subject) values (2, 'again');
insert into customers (name) values ('new');
--- queries
delete from customers where id = $1;
--- migration
ALTER TABLE "tickets" ADD CONSTRAINT "fk_rails_0be9b1cb94" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id") NOT VALID;
