-- verdict: safe
-- hazard: none
-- why: a key that holds the primary key is unique anyhow; it is built online
--- schema
create table tenants_users (
  id bigint not null auto_increment primary key,
  tenant_id bigint not null,
  email varchar(190) not null
);
--- data
insert into tenants_users (tenant_id, email) select seq % 3, 'same@x' from seq_1_to_:rows;
--- old
insert into tenants_users (tenant_id, email) values (1, 'same@x');
update tenants_users set tenant_id = 2 where id = 4;
select id, email from tenants_users where tenant_id = 9;
delete from tenants_users where id = 6;
--- migration
CREATE UNIQUE INDEX `tenants_users_tenant_id_id_key` ON `tenants_users`(`tenant_id`, `id`);
