-- verdict: unsafe
-- hazard: rewrite
-- why: MariaDB computes all values of a stored column again, by a copy
-- server-version: 10.11
--- schema
create table sums (id int auto_increment primary key, a int not null, b int not null, total int as (a + b) stored) engine=InnoDB;
--- data
insert into sums (a, b) select seq, 1 from seq_1_to_:rows;
--- old
insert into sums (a, b) values (1, 2);
select total from sums where id = 3;
--- migration
alter table sums modify total bigint as (a + b) stored;
