-- verdict: unsafe
-- hazard: none
-- why: a trigger must not change the table its statement writes: every INSERT fails
--- schema
create table addresses (
  id int not null auto_increment primary key,
  person_id int not null,
  street varchar(90) not null,
  is_current tinyint(1) not null default 1,
  key addresses_person_id (person_id)
);
--- data
insert into addresses (person_id, street) select seq % 50, 's' from seq_1_to_:rows;
--- old
insert into addresses (person_id, street) values (4, 'Main St');
select street from addresses where person_id = 4 limit 1;
update addresses set street = 'x' where id = 3;
--- migration
create trigger addresses_ai after insert on addresses for each row
  update addresses set is_current = 0 where person_id = new.person_id and id <> new.id;
