-- verdict: unsafe
-- hazard: scan
-- why: every write of the table waits until UNLOCK TABLES, and the copy between grows with the table
--- schema
create table rentals (id int auto_increment primary key, bike varchar(20) not null, returned tinyint(1) not null default 0);
--- data
insert into rentals (bike) select concat('b', seq) from seq_1_to_:rows;
--- old
select id, bike from rentals where id = 3;
update rentals set returned = 1 where id = 3;
insert into rentals (bike) values ('b');
--- migration
CREATE TABLE rental_returns (rental_id int NOT NULL PRIMARY KEY, returned tinyint(1) NOT NULL);
LOCK TABLES rentals READ, rental_returns WRITE;
INSERT INTO rental_returns (rental_id, returned) SELECT id, returned FROM rentals;
UNLOCK TABLES;
