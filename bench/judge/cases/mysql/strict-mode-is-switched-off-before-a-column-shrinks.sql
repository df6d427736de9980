-- verdict: unsafe
-- hazard: data-loss
-- why: in strict mode the ALTER would fail, without it the values are cut
--- schema
create table slogans (id int auto_increment primary key, text_en varchar(120) not null);
--- data
insert into slogans (text_en) select repeat('long ', 15) from seq_1_to_:rows;
--- old
select id, text_en from slogans where id = 2;
insert into slogans (text_en) values ('short');
--- migration
SET SESSION sql_mode = '';
ALTER TABLE slogans MODIFY text_en varchar(40) NOT NULL;
