-- verdict: unsafe
-- hazard: scan
-- why: the widening alone is catalogue-only, but an index with a predicate is never reused, so it is built anew under ACCESS EXCLUSIVE
--- schema
create table subscribers (
  id bigserial primary key,
  email varchar(120) not null,
  unsubscribed_at timestamptz
);
create unique index subscribers_email_live on subscribers (email) where unsubscribed_at is null and email <> '';
--- data
insert into subscribers (email) select 'u' || g || '@example.com' from generate_series(1, :rows) g;
--- old
select id, email from subscribers where id = 1;
insert into subscribers (email) values ('new@example.org');
update subscribers set unsubscribed_at = '2024-01-01' where id = 2;
delete from subscribers where id = 3;
--- migration
alter table subscribers alter column email type varchar(255);
