-- verdict: safe
-- hazard: none
-- why: the column comes without a default, and SET DEFAULT of a volatile function touches no existing row
--- schema
create table documents (
  id bigserial primary key,
  name text not null
);
--- data
insert into documents (name) select 'd' || g from generate_series(1, :rows) g;
--- old
select id, name from documents where id = 1;
insert into documents (name) values ('new');
update documents set name = 'z' where id = 1;
delete from documents where id = 2;
--- migration
ALTER TABLE documents ADD COLUMN public_id uuid;
ALTER TABLE documents ALTER COLUMN public_id SET DEFAULT gen_random_uuid();
