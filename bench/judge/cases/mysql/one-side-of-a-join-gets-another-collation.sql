-- verdict: unsafe
-- hazard: none
-- why: it is done at once, but two columns of different collations cannot be compared
-- server-version: 10.11
--- schema
create table countries (iso char(2) primary key, label varchar(60) not null) default charset=utf8mb4 collate=utf8mb4_general_ci;
create table shipments (id int auto_increment primary key, country_iso varchar(2) not null, kg int not null) default charset=utf8mb4 collate=utf8mb4_general_ci;
--- data
insert into countries values ('de', 'Germany');
insert into shipments (country_iso, kg) select 'de', 3 from seq_1_to_:rows;
--- old
select s.id, c.label from shipments s join countries c on c.iso = s.country_iso where s.id = 4;
insert into shipments (country_iso, kg) values ('de', 4);
--- queries
select s.id, c.label from shipments s join countries c on c.iso = s.country_iso where s.id = ?;
--- migration
ALTER TABLE shipments MODIFY country_iso varchar(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL;
