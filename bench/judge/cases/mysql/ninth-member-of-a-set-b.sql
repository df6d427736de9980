-- verdict: unsafe
-- hazard: rewrite
-- why: a SET of eight members takes one byte, of nine two: the table is copied though the member is appended
--- schema
create table facilities (
  id int not null auto_increment primary key,
  name varchar(80) not null,
  offers set('wifi','pool','spa','gym','bar','lift','sauna','garage') not null default ''
);
--- data
insert into facilities (name, offers) select concat('h', seq), 'wifi,bar' from seq_1_to_:rows;
--- old
insert into facilities (name, offers) values ('Ritz', 'pool,spa');
select id from facilities where find_in_set('gym', offers) limit 1;
update facilities set offers = 'wifi' where id = 4;
--- migration
alter table facilities modify offers set('wifi','pool','spa','gym','bar','lift','sauna','garage','pets') not null default '';
