-- verdict: unsafe
-- hazard: scan
-- why: the rows stay as they are, but the index is built anew under ACCESS EXCLUSIVE and ORDER BY answers otherwise
--- schema
create table contacts (
  id serial primary key,
  last_name text collate "en-x-icu" not null
);
create index contacts_last_name_idx on contacts (last_name);
--- data
insert into contacts (last_name) select (case when g % 2 = 0 then 'a' else 'B' end) || g from generate_series(1, :rows) g;
--- old
select id, last_name from contacts order by last_name limit 5;
insert into contacts (last_name) values ('Zimmer');
update contacts set last_name = 'Ng' where id = 4;
delete from contacts where id = 5;
--- migration
alter table contacts alter column last_name type text collate "C";
