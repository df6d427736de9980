-- verdict: unsafe
-- hazard: rewrite
-- why: a default that differs from row to row cannot be kept in the catalogue: the table is copied
-- server-version: 10.11
--- schema
create table guests (
  id int not null auto_increment primary key,
  name varchar(40) not null
) engine=InnoDB;
--- data
insert into guests select seq, 'x' from seq_1_to_:rows;
--- old
insert into guests (name) values ('q');
select name from guests where id = 3;
--- migration
ALTER TABLE guests ADD COLUMN public_id CHAR(36) NOT NULL DEFAULT (UUID());
