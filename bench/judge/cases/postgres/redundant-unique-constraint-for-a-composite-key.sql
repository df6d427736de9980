-- verdict: safe
-- hazard: none
-- why: id alone is unique already, so (organization_id, id) can refuse nothing; the index is built CONCURRENTLY and adopted
--- schema
create table projects (
  id bigserial primary key,
  organization_id bigint not null,
  name text not null
);
--- data
insert into projects (organization_id, name) select g % 7, 'p' || g from generate_series(1, :rows) g;
--- old
select name from projects where organization_id = 1 and id = 1;
insert into projects (organization_id, name) values (1, 'n');
insert into projects (organization_id, name) values (1, 'n'), (1, 'n');
update projects set organization_id = 2 where id = 5;
delete from projects where id = 6;
--- migration
CREATE UNIQUE INDEX CONCURRENTLY projects_organization_id_id_key ON projects (organization_id, id);
ALTER TABLE projects ADD CONSTRAINT projects_organization_id_id_key UNIQUE USING INDEX projects_organization_id_id_key;
