-- verdict: unsafe
-- hazard: lock
-- why: the locking read takes a shared lock on every row until the transaction ends
--- schema
create table points (id int auto_increment primary key, player varchar(40) not null, amount int not null);
--- data
insert into points (player, amount) select concat('p', seq % 9), 3 from seq_1_to_:rows;
--- old
select id, player, amount from points where id = 7;
update points set amount = 4 where id = 7;
insert into points (player, amount) values ('p1', 5);
--- migration
CREATE TABLE point_totals (taken_at datetime NOT NULL PRIMARY KEY, total bigint NOT NULL);
START TRANSACTION;
SELECT SUM(amount) INTO @total FROM points LOCK IN SHARE MODE;
INSERT INTO point_totals VALUES (NOW(), @total);
COMMIT;
