-- verdict: safe
-- hazard: none
-- why: USING "notes"::text is only a relabelling, so neither a rewrite nor a scan
--- schema
create table visits (
  id bigserial primary key,
  notes character varying(500),
  visited_on date not null
);
create index visits_notes_idx on visits (notes);
--- data
insert into visits (notes, visited_on) select 'note ' || g, '2024-01-01' from generate_series(1, :rows) g;
--- old
select notes from visits where id = 1;
select id from visits where notes = 'note 4';
insert into visits (notes, visited_on) values (null, '2024-02-02');
update visits set notes = 'changed' where id = 3;
delete from visits where id = 4;
--- migration
ALTER TABLE "visits" ALTER COLUMN "notes" TYPE text USING "notes"::text;
