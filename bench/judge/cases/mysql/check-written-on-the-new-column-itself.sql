-- verdict: safe
-- hazard: none
-- why: a CHECK of the new column stands with the column and costs no copy; the running version leaves it NULL
-- server-version: 10.11
--- schema
create table leads (id int auto_increment primary key, email varchar(120) not null, source varchar(20) not null default 'web');
--- data
insert into leads (email) select concat('l', seq) from seq_1_to_:rows;
--- old
select id, email, source from leads where id = 2;
insert into leads (email) values ('new');
update leads set source = 'fair' where id = 3;
delete from leads where id = 4;
--- migration
ALTER TABLE leads ADD COLUMN score tinyint NULL CHECK (score BETWEEN 0 AND 100);
