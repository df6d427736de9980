-- verdict: unsafe
-- hazard: lock
-- why: no index on the condition, so at REPEATABLE READ InnoDB locks every row it looks at, not only the one it changes
--- schema
create table settings (
  id int not null auto_increment primary key,
  tenant varchar(40) not null,
  name varchar(40) not null,
  value varchar(40) not null
) engine=InnoDB;
--- data
insert into settings select seq, concat('t', seq), 'theme', 'dark' from seq_1_to_:rows;
--- old
update settings set value = 'light' where id = 1700;
select value from settings where id = 3;
insert into settings (tenant, name, value) values ('q', 'r', 's');
--- migration
UPDATE settings SET value = 'dark' WHERE tenant = 'internal-demo';
