-- verdict: unsafe
-- hazard: none
-- why: the same rows, but a view that is a temporary table takes no UPDATE
--- schema
create table rooms_all (id int auto_increment primary key, label varchar(40) not null, hidden tinyint(1) not null default 0);
create view rooms as select id, label from rooms_all where hidden = 0;
--- data
insert into rooms_all (label) select concat('r', seq) from seq_1_to_:rows;
--- old
select id, label from rooms where id = 3;
update rooms set label = 'Red' where id = 3;
insert into rooms_all (label) values ('Blue');
--- migration
ALTER ALGORITHM=TEMPTABLE VIEW rooms AS select id, label from rooms_all where hidden = 0;
