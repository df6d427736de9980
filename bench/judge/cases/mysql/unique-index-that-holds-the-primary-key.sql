-- verdict: safe
-- hazard: none
-- why: what holds the primary key is unique already: no row can break it
--- schema
create table documents (id bigint unsigned auto_increment primary key, tenant_id int unsigned not null, title varchar(120) not null);
--- data
insert into documents (tenant_id, title) select seq % 5, 't' from seq_1_to_:rows;
--- old
select id, title from documents where tenant_id = 3 order by id limit 3;
insert into documents (tenant_id, title) values (3, 't');
update documents set tenant_id = 4 where id = 3;
delete from documents where id = 8;
--- migration
CREATE UNIQUE INDEX documents_tenant_id_id_key ON documents (tenant_id, id);
