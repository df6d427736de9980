-- verdict: safe
-- hazard: none
-- why: without CONVERT TO only the default of columns to come changes
--- schema
create table letters (
  id int not null auto_increment primary key,
  addressee varchar(80) not null,
  body text
) engine=InnoDB default charset=latin1;
--- data
insert into letters select seq, concat('N', seq), 'x' from seq_1_to_:rows;
--- old
insert into letters (addressee, body) values ('Zoë', 'y');
select body from letters where addressee = 'n3';
update letters set body = 'z' where id = 3;
--- migration
ALTER TABLE letters DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
