-- verdict: safe
-- hazard: none
-- why: the column may be NULL and its default was NULL, so that MariaDB still stores NULL when it is left out
-- server-version: 10.11
--- schema
create table contacts (
  id int not null auto_increment primary key,
  full_name varchar(100) not null,
  locale varchar(10) default null
) engine=InnoDB;
--- data
insert into contacts select seq, concat('N', seq), 'de' from seq_1_to_:rows;
--- old
insert into contacts (full_name) values ('Ada') returning locale;
insert into contacts (full_name, locale) values ('Ada', null);
select full_name, locale from contacts where id = 2;
--- queries
INSERT INTO contacts (full_name) VALUES (?) RETURNING locale;
--- migration
ALTER TABLE contacts ALTER COLUMN locale DROP DEFAULT;
