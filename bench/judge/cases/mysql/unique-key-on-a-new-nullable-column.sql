-- verdict: safe
-- hazard: none
-- why: a unique key takes any number of NULLs, and that is all the old version ever gives
--- schema
create table readers (
  id int not null auto_increment primary key,
  email varchar(190) not null,
  unique key readers_email (email)
);
--- data
insert into readers (email) select concat(seq, '@x') from seq_1_to_:rows;
--- old
insert into readers (email) values ('3@x') on duplicate key update email = values(email);
insert into readers (email) values ('new@x');
replace into readers (id, email) values (9, '9@x');
select id from readers where email = '8@x';
--- migration
alter table readers add column card_no varchar(20) null, add unique key readers_card_no (card_no);
