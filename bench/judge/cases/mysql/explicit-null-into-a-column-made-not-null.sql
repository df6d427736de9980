-- verdict: unsafe
-- hazard: none
-- why: the default helps those who leave the column out, not those who write NULL; the change itself goes in place
--- schema
create table candidates (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  phone varchar(30) null
);
--- data
insert into candidates (name, phone) select concat('c', seq), '1' from seq_1_to_:rows;
--- old
insert into candidates (name, phone) values ('Kim', null);
update candidates set phone = null where id = 3;
select phone from candidates where id = 4;
--- queries
insert into candidates (name, phone) values (?, null);
--- migration
alter table candidates modify phone varchar(30) not null default '';
