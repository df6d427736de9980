-- verdict: unsafe
-- hazard: scan
-- why: nobody can write until it is built
-- server-version: 8.4
--- schema
create table places (id int not null auto_increment primary key, name varchar(20) not null, at point not null) engine = innodb;
--- data
insert into places (name, at) select concat('p', seq), point(seq, seq) from seq_1_to_:rows;
--- old
select name from places where id = 1;
update places set name = 'x' where id = 1;
--- migration
create spatial index places_at on places (at);
