-- verdict: unsafe
-- hazard: lock
-- why: the old version goes on reading and writing local time, and all rows are locked meanwhile
--- schema
create table appointments (
  id int not null auto_increment primary key,
  patient varchar(80) not null,
  starts_at datetime not null
);
--- data
insert into appointments (patient, starts_at) select concat('p', seq), '2024-06-01 10:00:00' from seq_1_to_:rows;
--- old
select patient, date_format(starts_at, '%H:%i') as t from appointments where id = 5;
update appointments set starts_at = '2024-06-02 09:00:00' where id = 6;
--- migration
update appointments set starts_at = convert_tz(starts_at, '+02:00', '+00:00');
