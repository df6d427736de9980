-- verdict: unsafe
-- hazard: none
-- why: the role may read each column of today, and SELECT * needs the right to the new one too
-- role: reporter
--- schema
create table members (id int auto_increment primary key, email varchar(90) not null, city varchar(40));
create user reporter;
grant select (id, email, city) on members to reporter;
--- data
insert into members (email, city) select concat('m', seq), 'Bonn' from seq_1_to_:rows;
--- old
select * from members where id = 4;
select id, email from members where city = 'Bonn' order by id limit 3;
--- queries
select * from members where id = ?;
--- migration
ALTER TABLE members ADD COLUMN iban varchar(34) NULL;
