-- verdict: unsafe
-- hazard: rewrite
-- why: USING ... AT TIME ZONE computes each value anew, so the table and its index are rewritten
--- schema
create table appointments (
  id serial primary key,
  patient_id integer not null,
  starts_at timestamp not null
);
create index on appointments (starts_at);
--- data
insert into appointments (patient_id, starts_at) select g, timestamp '2024-01-01' + g * interval '1 hour' from generate_series(1, :rows) g;
--- old
select patient_id, starts_at::text from appointments where id = 1;
insert into appointments (patient_id, starts_at) values (1, '2024-05-05 10:00');
update appointments set starts_at = '2024-06-01 09:00' where id = 2;
--- migration
ALTER TABLE appointments ALTER COLUMN starts_at TYPE timestamptz USING starts_at AT TIME ZONE 'Europe/Berlin';
