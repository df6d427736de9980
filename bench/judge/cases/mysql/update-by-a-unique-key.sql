-- verdict: safe
-- hazard: none
-- why: the condition finds its one row by an index, so that one row is locked
--- schema
create table templates (
  id int not null auto_increment primary key,
  code varchar(40) not null,
  layout varchar(40) not null default 'plain',
  unique key templates_code (code)
) engine=InnoDB;
--- data
insert into templates select seq, concat('t', seq), 'plain' from seq_1_to_:rows;
--- old
update templates set layout = 'wide' where id = 1700;
select layout from templates where id = 3;
insert into templates (code) values ('q');
--- migration
ALTER TABLE templates ADD COLUMN version INT NOT NULL DEFAULT 1;
UPDATE templates SET version = 2 WHERE code = 'welcome-mail';
