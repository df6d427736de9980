-- verdict: safe
-- hazard: none
-- why: md5 fits its column for every text, and only a column that the old version does not know is set
--- schema
create table documents (
  id int not null auto_increment primary key,
  path varchar(500) not null,
  owner varchar(60) null
);
--- data
insert into documents (path) select concat('/d/', seq) from seq_1_to_:rows;
--- old
insert into documents (path, owner) values ('/x', null) returning path, owner;
update documents set path = '/y' where id = 4;
select path from documents where id = 5;
--- migration
alter table documents add column path_hash char(32) null;
create trigger documents_bi before insert on documents for each row set new.path_hash = md5(new.path);
create trigger documents_bu before update on documents for each row set new.path_hash = md5(new.path);
