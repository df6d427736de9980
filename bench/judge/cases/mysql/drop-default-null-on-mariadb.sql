-- verdict: safe
-- hazard: none
-- why: MariaDB goes on giving NULL to a nullable column left out, where MySQL would refuse the INSERT in strict mode
-- server-version: 10.11
--- schema
create table parcels (
  id int not null auto_increment primary key,
  code varchar(30) not null,
  note varchar(200) default null
);
--- data
insert into parcels (code) select concat('c', seq) from seq_1_to_:rows;
--- old
insert into parcels (code) values ('x1') returning code, note;
select code, note from parcels where id = 3;
update parcels set note = null where id = 5;
--- migration
alter table parcels alter column note drop default;
