-- verdict: unsafe
-- hazard: scan
-- why: the CHECK is NOT VALID, so it proves nothing and SET NOT NULL reads every row under ACCESS EXCLUSIVE
--- schema
create table memberships (
  id bigserial primary key,
  account_id bigint,
  role varchar(20) not null
);
alter table memberships add constraint memberships_account_id_null check (account_id is not null) not valid;
--- data
insert into memberships (account_id, role) select g, 'member' from generate_series(1, :rows) g;
--- old
select account_id, role from memberships where id = 1;
insert into memberships (account_id, role) values (7, 'owner');
update memberships set role = 'admin' where id = 2;
delete from memberships where id = 2;
--- migration
ALTER TABLE "memberships" ALTER COLUMN "account_id" SET NOT NULL;
ALTER TABLE "memberships" DROP CONSTRAINT "memberships_account_id_null";
