-- verdict: unsafe
-- hazard: rewrite
-- why: CONVERT TO writes each value anew, under LOCK=SHARED
--- schema
create table addresses (
  id int not null auto_increment primary key,
  street varchar(60) not null,
  city varchar(60) not null
) engine=InnoDB default charset=latin1;
--- data
insert into addresses select seq, concat('N', seq), 'x' from seq_1_to_:rows;
--- old
insert into addresses (street, city) values ('Rue', 'Nîmes');
select city from addresses where id = 4;
update addresses set city = 'z' where id = 3;
--- migration
ALTER TABLE addresses CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
