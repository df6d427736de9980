-- verdict: safe
-- hazard: none
-- why: with explicit_defaults_for_timestamp off, the first TIMESTAMP gets CURRENT_TIMESTAMP as default
--- schema
create table access_cards (id int auto_increment primary key, number char(16) not null, holder varchar(60) not null);
--- data
insert into access_cards (number, holder) select seq, 'o' from seq_1_to_:rows;
--- old
insert into access_cards (number, holder) values ('t', 'p');
select id, number, holder from access_cards where id = 4;
update access_cards set holder = 'q' where id = 4;
delete from access_cards where id = 5;
--- migration
SET SESSION explicit_defaults_for_timestamp = OFF;
ALTER TABLE access_cards ADD COLUMN issued_at timestamp NOT NULL;
