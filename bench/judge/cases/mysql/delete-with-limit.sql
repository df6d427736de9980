-- verdict: unsafe
-- hazard: data-loss
-- why: LIMIT makes it short, but the rows are gone all the same
--- schema
create table access_log (
  id bigint not null auto_increment primary key,
  path varchar(90) not null,
  logged_at datetime not null
) engine=InnoDB;
--- data
insert into access_log select seq, '/', '2024-01-01' from seq_1_to_:rows;
--- old
insert into access_log (path, logged_at) values ('/x', '2024-02-02');
select count(*) from access_log where path = '/';
--- migration
DELETE FROM access_log WHERE logged_at < '2024-06-01' ORDER BY id LIMIT 1000;
