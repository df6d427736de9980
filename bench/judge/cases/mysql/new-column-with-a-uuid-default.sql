-- verdict: unsafe
-- hazard: rewrite
-- why: a default that differs from row to row is no instant one: the table is copied
--- schema
create table envelopes (
  id int not null auto_increment primary key,
  subject varchar(100) not null
);
--- data
insert into envelopes (subject) select concat('s', seq) from seq_1_to_:rows;
--- old
insert into envelopes (subject) values ('x');
select subject from envelopes where id = 3;
--- migration
alter table envelopes add column public_id varchar(36) not null default (uuid());
