-- verdict: safe
-- hazard: none
-- why: MariaDB widens utf8mb3 to utf8mb4 instantly where the column is in no index and keeps the side of 255 bytes
-- server-version: 10.11
--- schema
create table remarks (
  id int not null auto_increment primary key,
  title varchar(50) not null,
  author varchar(100) not null
) engine=InnoDB default charset=utf8mb3 collate=utf8mb3_general_ci;
--- data
insert into remarks select seq, concat('N', seq), 'x' from seq_1_to_:rows;
--- old
insert into remarks (title, author) values ('Rue', 'Nîmes');
select author from remarks where title = 'n4';
update remarks set title = 'z' where id = 3;
--- migration
ALTER TABLE remarks CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
