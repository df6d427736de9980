-- verdict: safe
-- hazard: none
-- why: an index of this name exists (on other columns), so IF NOT EXISTS skips the build
--- schema
create table claims (id integer primary key, policy_no text not null, filed_on date not null);
create index idx_claims on claims (policy_no);
--- data
insert into claims select g, 'p' || g, '2024-01-01' from generate_series(1, :rows) g;
--- old
select id, filed_on from claims where policy_no = 'p2';
insert into claims values (-1, 'p2', '2024-02-02');
update claims set filed_on = '2024-03-03' where id = 2;
delete from claims where id = 3;
--- migration
create unique index if not exists idx_claims on claims (policy_no, filed_on);
