-- verdict: safe
-- hazard: none
-- why: the column is there, so the clause with the volatile default is skipped and nothing is rewritten
--- schema
create table api_keys (
  id bigserial primary key,
  token uuid not null default gen_random_uuid(),
  label text
);
--- data
insert into api_keys (label) select 'k' || g from generate_series(1, :rows) g;
--- old
select label, token is null from api_keys where id = 1;
insert into api_keys (label) values ('n');
update api_keys set label = 'z' where id = 2;
delete from api_keys where id = 3;
--- migration
ALTER TABLE api_keys ADD COLUMN IF NOT EXISTS token uuid NOT NULL DEFAULT gen_random_uuid();
