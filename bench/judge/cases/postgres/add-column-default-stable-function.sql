-- verdict: safe
-- hazard: none
-- why: now() is stable, so it is evaluated once and kept in the catalogue; no rewrite
--- schema
create table devices (
  id bigserial primary key,
  serial_no text not null
);
--- data
insert into devices (serial_no) select 'd' || g from generate_series(1, :rows) g;
--- old
select id, serial_no from devices where id = 1;
insert into devices (serial_no) values ('new');
update devices set serial_no = 'z' where id = 1;
delete from devices where id = 2;
--- migration
ALTER TABLE devices ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now();
