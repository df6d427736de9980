-- verdict: unsafe
-- hazard: rewrite
-- why: eight members fit one byte, the ninth needs two
--- schema
create table staff_profiles (
  id int not null auto_increment primary key,
  full_name varchar(80) not null,
  skills set('java','php','go','rust','sql','css','ops','qa') not null default ''
);
--- data
insert into staff_profiles (full_name, skills) select concat('p', seq), 'go,sql' from seq_1_to_:rows;
--- old
select id, full_name, skills from staff_profiles where find_in_set('go', skills) and id < 10;
insert into staff_profiles (full_name, skills) values ('Ann', 'php,qa');
update staff_profiles set skills = 'ops' where id = 2;
--- migration
ALTER TABLE staff_profiles MODIFY skills set('java','php','go','rust','sql','css','ops','qa','ml') NOT NULL DEFAULT '';
