-- verdict: unsafe
-- hazard: lock
-- why: EXCLUSIVE mode keeps out all writers of the table until the whole transaction commits
--- schema
create table appointments (id bigint primary key, on_day date not null, patient text);
--- data
insert into appointments select g, date '2024-01-01' + g % 300, 'p' from generate_series(1, :rows) g;
--- old
select id, patient from appointments where id = 1;
insert into appointments values (-1, '2024-02-02', 'x');
update appointments set patient = 'y' where id = 2;
delete from appointments where id = 3;
--- migration
begin;
lock table appointments in exclusive mode;
create table clinic_days (day date primary key, is_open boolean not null default true);
insert into clinic_days (day) select d::date from generate_series(date '2020-01-01', date '2040-01-01', interval '1 day') d;
alter table appointments add column reminder_sent_at timestamptz;
commit;
