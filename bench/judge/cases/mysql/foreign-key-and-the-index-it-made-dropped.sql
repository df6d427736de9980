-- verdict: safe
-- hazard: none
-- why: the server made an index of the name of the key; without both the same rows are found and written
-- server-version: 10.11
--- schema
create table mums (id int primary key) engine=InnoDB; create table kids (id int auto_increment primary key, mum int null, constraint f foreign key (mum) references mums (id)) engine=InnoDB;
--- data
insert into mums values (1); insert into kids (mum) select 1 from seq_1_to_:rows;
--- old
insert into kids (mum) values (1);
select mum from kids where id = 3;
--- migration
alter table kids drop foreign key f; alter table kids drop key f;
