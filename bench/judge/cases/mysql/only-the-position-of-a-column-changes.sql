-- verdict: unsafe
-- hazard: none
-- why: INSERT without a column list puts the phone into email and the email into phone
--- schema
create table contacts (
  id int not null primary key,
  email varchar(120) not null,
  phone varchar(20) not null
);
--- data
insert into contacts select seq, 'a@x', '1' from seq_1_to_:rows;
--- old
insert into contacts values (900001, 'someone.with.a.long.name@example.org', '555-1234');
select email from contacts where id = 3;
--- queries
insert into contacts values (?, ?, ?);
--- migration
alter table contacts modify column phone varchar(20) not null after id;
