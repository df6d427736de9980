-- verdict: safe
-- hazard: none
-- why: dropping and adding the primary key in one statement rebuilds in place and lets others write
--- schema
create table tenant_documents (
  id bigint not null,
  tenant_id int not null,
  title varchar(150) not null,
  primary key (id),
  unique key tenant_documents_id (id)
);
--- data
insert into tenant_documents select seq, seq % 7, concat('t', seq) from seq_1_to_:rows;
--- old
insert into tenant_documents (id, tenant_id, title) values (-1, 2, 'new');
insert into tenant_documents (id, tenant_id, title) values (5, 1, 'x') on duplicate key update title = 'x';
update tenant_documents set title = 'b' where id = 4;
select title from tenant_documents where tenant_id = 3 and id = 3;
delete from tenant_documents where id = 8;
--- migration
alter table tenant_documents drop primary key, add primary key (tenant_id, id);
