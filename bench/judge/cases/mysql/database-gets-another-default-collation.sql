-- verdict: safe
-- hazard: none
-- why: only tables made later take the default of the database; existing columns keep theirs
--- schema
create table accounts (
  id bigint unsigned not null auto_increment primary key,
  email varchar(190) collate utf8mb4_general_ci not null,
  display_name varchar(120) collate utf8mb4_general_ci,
  unique key accounts_email_unique (email)
) default character set utf8mb4 collate utf8mb4_general_ci;
--- data
insert into accounts (email, display_name) select concat('u', seq, '@x.test'), concat('N', seq) from seq_1_to_:rows;
--- old
select id, display_name from accounts where email = 'U5@X.TEST';
insert into accounts (email) values ('new@x.test');
update accounts set display_name = 'Z' where email = 'U7@x.test';
--- migration
alter database character set utf8mb4 collate utf8mb4_bin;
