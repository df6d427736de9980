-- verdict: safe
-- hazard: none
-- why: in latin1 250 characters are 250 bytes, so that the length still takes one byte
--- schema
create table parts (
  part_no varchar(20) not null primary key,
  label varchar(190) not null default ''
) engine=InnoDB default charset=latin1;
--- data
insert into parts select concat('P', seq), 'bolt' from seq_1_to_:rows;
--- old
insert into parts (part_no) values ('X-1');
select part_no, label from parts where part_no = 'P8';
update parts set label = 'nut' where part_no = 'P9';
--- migration
ALTER TABLE parts CHANGE COLUMN label label VARCHAR(250) NOT NULL DEFAULT '', ALGORITHM=INPLACE, LOCK=NONE;
