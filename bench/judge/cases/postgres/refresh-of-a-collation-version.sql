-- verdict: safe
-- hazard: none
-- why: only the recorded version changes
--- schema
create table words (w text collate "en-x-icu" primary key);
--- data
insert into words select 'w' || g from generate_series(1, :rows) g;
--- old
select w from words where w = 'w3';
insert into words values ('zz');
--- migration
alter collation "en-x-icu" refresh version;
