-- verdict: unsafe
-- hazard: rewrite
-- why: on MySQL CONVERT TO builds the table anew and allows no writes meanwhile
-- server-version: 8.0.36
--- schema
create table notices (
  id int not null auto_increment primary key,
  title varchar(50) not null,
  author varchar(100) not null
) engine=InnoDB default charset=utf8mb3 collate=utf8mb3_general_ci;
--- old
insert into notices (title, author) values ('Rue', 'x');
select author from notices where title = 'n4';
update notices set title = 'z' where id = 3;
--- migration
ALTER TABLE notices CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
