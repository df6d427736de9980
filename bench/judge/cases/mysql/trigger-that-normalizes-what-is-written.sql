-- verdict: unsafe
-- hazard: none
-- why: the code is stored otherwise than written, and a case-sensitive look-up with what was written finds nothing
--- schema
create table gift_cards (
  id int not null auto_increment primary key,
  code varchar(20) character set utf8mb4 collate utf8mb4_bin not null,
  cents int not null
);
--- data
insert into gift_cards (code, cents) select concat('aB', seq), 5 from seq_1_to_:rows;
--- old
insert into gift_cards (code, cents) values ('xY9', 500) returning code;
select cents from gift_cards where code = 'aB7';
--- queries
insert into gift_cards (code, cents) values ('xY9', 500);
select cents from gift_cards where code = 'xY9';
--- migration
create trigger gift_cards_bi before insert on gift_cards for each row set new.code = upper(trim(new.code));
