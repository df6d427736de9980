-- verdict: safe
-- hazard: none
-- why: the column already has this type, this NOT NULL and this default; each statement finds nothing to do
--- schema
create table customer (customer_id bigint not null primary key, email varchar(255) not null, status varchar(16) not null default 'ACTIVE');
create unique index uk_customer_email on customer (email);
--- data
insert into customer (customer_id, email) select g, 'e' || g from generate_series(1, :rows) g;
--- old
select c1_0.customer_id, c1_0.email, c1_0.status from customer c1_0 where c1_0.email = 'e5';
insert into customer (email, status, customer_id) values ('x', 'ACTIVE', -1);
insert into customer (email, customer_id) values ('y', -2);
update customer set status = 'LOCKED' where customer_id = 6;
delete from customer where customer_id = 7;
--- migration
alter table customer alter column email set data type varchar(255);
alter table customer alter column email set not null;
alter table customer alter column status set default 'ACTIVE';
