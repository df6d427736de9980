-- verdict: safe
-- hazard: none
-- why: a superset of the primary key is unique already, and it is built concurrently
--- schema
create table tenants_users (
  id bigint primary key,
  tenant_id integer not null,
  email text not null
);
--- data
insert into tenants_users select g, g % 5, 'e' || g from generate_series(1, :rows) g;
--- old
select id, tenant_id, email from tenants_users where id = 1;
insert into tenants_users (id, tenant_id, email) values (-1, 1, 'e1');
update tenants_users set tenant_id = 2, email = 'e2' where id = 5;
--- migration
create unique index concurrently tenants_users_tenant_id_id on tenants_users (tenant_id, id);
