-- verdict: unsafe
-- hazard: none
-- why: an empty child is enough: a table that a foreign key refers to takes no TRUNCATE
--- schema
create table import_runs (id int auto_increment primary key, file varchar(90) not null);
--- data
insert into import_runs (file) select 'a.csv' from seq_1_to_:rows;
--- old
insert into import_runs (file) values ('b.csv');
select id, file from import_runs where id = 0;
truncate table import_runs;
--- queries
truncate table import_runs;
--- migration
CREATE TABLE import_errors (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  import_run_id int NOT NULL,
  message text NOT NULL,
  CONSTRAINT import_errors_run FOREIGN KEY (import_run_id) REFERENCES import_runs (id) ON DELETE CASCADE
);
