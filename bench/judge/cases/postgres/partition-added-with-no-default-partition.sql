-- verdict: safe
-- hazard: none
-- why: without a default partition nothing is scanned; the lock on the parent is brief
--- schema
create table audit_log (
  id bigint not null,
  logged_at timestamptz not null,
  actor text not null,
  primary key (id, logged_at)
) partition by range (logged_at);
create table audit_log_y2024m01 partition of audit_log for values from ('2024-01-01') to ('2024-02-01');
--- data
insert into audit_log select g, '2024-01-05', 'x' from generate_series(1, :rows) g;
--- old
select actor from audit_log where id = 1;
insert into audit_log values (-1, '2024-01-06', 'y');
delete from audit_log where id = 4 and logged_at < '2024-01-20';
--- migration
CREATE TABLE IF NOT EXISTS audit_log_y2024m02 PARTITION OF audit_log FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE INDEX ON audit_log_y2024m02 (actor);
