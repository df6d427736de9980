-- verdict: unsafe
-- hazard: data-loss
-- why: DROP TABLE IF EXISTS clears the way for a work table, and the name is one of the application
--- schema
create table staging (id int auto_increment primary key, payload text not null, done tinyint(1) not null default 0);
create table accounts (id int auto_increment primary key, balance int not null default 0);
--- data
insert into staging (payload) select 'p' from seq_1_to_:rows;
insert into accounts (balance) values (5);
--- old
insert into staging (payload) values ('q');
select id, payload from staging where done = 0 and id < 9;
select id, balance from accounts where id = 1;
--- migration
DROP TABLE IF EXISTS staging;
CREATE TABLE staging (account_id int NOT NULL PRIMARY KEY, opening int NOT NULL);
DROP TABLE staging;
