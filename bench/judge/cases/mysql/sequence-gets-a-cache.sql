-- verdict: safe
-- hazard: none
-- why: a cache only leaves gaps; the numbers go on upwards and stay unused
--- schema
create sequence slip_no start with 1 increment by 1 nocache;
create table slips (
  no bigint not null default (next value for slip_no) primary key,
  text varchar(100) not null
);
--- data
insert into slips (text) select concat('s', seq) from seq_1_to_:rows;
--- old
insert into slips (text) values ('x');
select text from slips where no = 4;
--- migration
alter sequence slip_no cache 100;
