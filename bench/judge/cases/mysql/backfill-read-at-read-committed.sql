-- verdict: safe
-- hazard: none
-- why: at READ COMMITTED INSERT ... SELECT reads a snapshot of the source and locks none of its rows
--- schema
create table profiles (
  id int not null auto_increment primary key,
  email varchar(190) not null,
  avatar varchar(200) null
);
--- data
insert into profiles (email) select concat(seq, '@x') from seq_1_to_:rows;
--- old
update profiles set avatar = 'a.png' where id = 4;
insert into profiles (email) values ('n@x');
delete from profiles where id = 5;
select email from profiles where id = 6;
--- migration
create table profile_search (
  profile_id int not null primary key,
  email varchar(190) not null,
  fulltext key (email)
);
set session transaction isolation level read committed;
insert into profile_search (profile_id, email) select id, email from profiles;
