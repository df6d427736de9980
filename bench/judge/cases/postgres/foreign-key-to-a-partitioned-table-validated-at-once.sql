-- verdict: unsafe
-- hazard: scan
-- why: NOT VALID spares nothing when VALIDATE follows in the same transaction, which still holds the lock of the ADD
-- transaction: yes
--- schema
create table jobs (id bigint not null, primary key (id)) partition by hash (id);
create table jobs_0 partition of jobs for values with (modulus 2, remainder 0);
create table jobs_1 partition of jobs for values with (modulus 2, remainder 1);
create table job_runs (id bigint primary key, job_id bigint not null, note text);
--- data
insert into jobs select g from generate_series(1, :rows) g;
insert into job_runs select g, g from generate_series(1, :rows) g;
--- old
select id, job_id, note from job_runs where id = 1;
insert into job_runs values (-1, 4, 'x');
update job_runs set note = 'y' where id = 2;
delete from jobs where id = 3;
--- migration
begin;
alter table job_runs add constraint job_runs_job_fk foreign key (job_id) references jobs (id) not valid;
alter table job_runs validate constraint job_runs_job_fk;
commit;
