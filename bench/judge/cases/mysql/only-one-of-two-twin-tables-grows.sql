-- verdict: unsafe
-- hazard: none
-- why: the archive is filled by SELECT *, and now the columns do not count the same
--- schema
create table jobs (id int auto_increment primary key, kind varchar(40) not null, finished_at datetime null);
create table jobs_archive (id int primary key, kind varchar(40) not null, finished_at datetime null);
--- data
insert into jobs (kind) select 'mail' from seq_1_to_:rows;
--- old
insert into jobs_archive select * from jobs where id = 5;
insert into jobs (kind) values ('pdf');
select id, kind from jobs where id = 5;
--- queries
insert into jobs_archive select * from jobs where id = ?;
--- migration
ALTER TABLE jobs ADD COLUMN attempts int NOT NULL DEFAULT 0;
