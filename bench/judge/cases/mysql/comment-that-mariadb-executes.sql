-- verdict: unsafe
-- hazard: data-loss
-- why: what is in the comment is executed by MariaDB from 10.3 on: the column goes with its values
-- server-version: 10.11
--- schema
create table depots (
  id int not null auto_increment primary key,
  name varchar(60) not null,
  old_ref varchar(20) null
);
--- data
insert into depots (name, old_ref) select concat('w', seq), concat('L', seq) from seq_1_to_:rows;
--- old
select name, old_ref from depots where id = 3;
insert into depots (name, old_ref) values ('x', 'y');
--- migration
alter table depots /*M!100300 drop column old_ref, */ add column geo_hash varchar(12) null;
