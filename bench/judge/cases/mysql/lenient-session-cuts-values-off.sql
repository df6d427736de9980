-- verdict: unsafe
-- hazard: data-loss
-- why: strict mode would refuse the ALTER; without it longer values are cut to 10 characters
--- schema
create table passengers (
  id int not null auto_increment primary key,
  document_no varchar(40) not null,
  seat varchar(4) null
);
--- data
insert into passengers (document_no) select concat('DOC-2024-000', seq) from seq_1_to_:rows;
--- old
select id, document_no from passengers where id = 3;
insert into passengers (document_no, seat) values ('DOC-2024-0009999', '12A');
--- migration
SET SESSION sql_mode = '';
ALTER TABLE passengers MODIFY document_no VARCHAR(10) NOT NULL;
