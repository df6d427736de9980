-- verdict: safe
-- hazard: none
-- why: ENGINE=InnoDB on an InnoDB table builds it anew in place, while others read and write
--- schema
create table job_runs (
  id bigint not null auto_increment primary key,
  job varchar(60) not null,
  finished_at datetime null
) engine=InnoDB;
--- data
insert into job_runs select seq, 'sync', null from seq_1_to_:rows;
--- old
insert into job_runs (job) values ('mail');
update job_runs set finished_at = '2024-01-01' where id = 6;
delete from job_runs where id < 5;
--- migration
ALTER TABLE job_runs ENGINE=InnoDB, ROW_FORMAT=DYNAMIC;
