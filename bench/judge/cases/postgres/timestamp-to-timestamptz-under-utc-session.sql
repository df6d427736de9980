-- verdict: unsafe
-- hazard: none
-- why: with the session in UTC the type changes without a rewrite, yet the exported text gains an offset
--- schema
create table appointments (
  id bigserial primary key,
  patient_name text not null,
  starts_at timestamp not null
);
--- data
insert into appointments (patient_name, starts_at) select 'p' || g, '2024-03-01 09:00'::timestamp + g * interval '1 minute' from generate_series(1, :rows) g;
--- old
select id, patient_name, starts_at::text as starts from appointments where id = 1;
insert into appointments (patient_name, starts_at) values ('Eve', '2024-05-01 10:00');
--- queries
select id, patient_name, starts_at::text as starts from appointments where id = $1;
--- migration
set timezone = 'UTC';
alter table appointments alter column starts_at type timestamptz;
