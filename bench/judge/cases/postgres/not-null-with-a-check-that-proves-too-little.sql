-- verdict: unsafe
-- hazard: scan
-- why: the check allows null for deleted rows, so it does not prove NOT NULL and the table is scanned
--- schema
create table members (
  id bigserial primary key,
  email text,
  deleted_at timestamptz,
  constraint email_or_deleted check (email is not null or deleted_at is not null)
);
--- data
insert into members (email) select 'm' || g from generate_series(1, :rows) g;
--- old
select id, email, deleted_at from members where id = 1;
insert into members (email) values ('x@y.z');
update members set email = null, deleted_at = '2024-01-01' where id = 2;
--- migration
alter table members alter column email set not null;
