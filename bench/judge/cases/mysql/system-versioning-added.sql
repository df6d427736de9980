-- verdict: unsafe
-- hazard: rewrite
-- why: each row gets its period columns, by a copy of the table
-- server-version: 10.11
--- schema
create table tariffs (
  id int not null auto_increment primary key,
  cents int not null
) engine=InnoDB;
--- data
insert into tariffs select seq, 5 from seq_1_to_:rows;
--- old
insert into tariffs (cents) values (9);
select * from tariffs where id = 3;
update tariffs set cents = 4 where id = 5;
--- migration
ALTER TABLE tariffs ADD SYSTEM VERSIONING;
