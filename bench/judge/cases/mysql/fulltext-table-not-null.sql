-- verdict: unsafe
-- hazard: rewrite
-- why: NULL is refused, and the table cannot be written while it is rebuilt
--- schema
create table articles (
  id int not null auto_increment primary key,
  headline varchar(200) not null,
  body longtext,
  author_id int default null,
  score int default null,
  active bool not null default false,
  seen timestamp null default null,
  fulltext key articles_search (headline, body),
  key articles_author (author_id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create table settings (
  name varchar(60) not null,
  value text,
  unique key settings_name (name)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create table memberships (
  team_id int not null,
  person_id int not null,
  level varchar(200) character set latin1 not null default 'member',
  primary key (team_id, person_id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin;
--- data
insert into articles (headline, body, author_id, score) select concat('headline ', seq), concat('body ', seq), seq % 50, seq from seq_1_to_:rows;
insert into settings select concat('setting', seq), 'v' from seq_1_to_:rows;
insert into memberships (team_id, person_id) select seq % 20, seq from seq_1_to_:rows;
--- old
select id, headline, body, author_id, score, active, seen from articles where id = 1;
insert into articles (headline) values ('fresh') returning headline, body, author_id, score, active, seen;
insert into articles (headline, score) values ('none', null) returning headline, score;
update articles set active = true, score = 3 where id = 1;
delete from articles where id = 2;
select value from settings where name = 'setting1';
insert into settings (name, value) values ('fresh', 'x');
update settings set value = 'y' where name = 'setting2';
insert into memberships (team_id, person_id) values (1, 100000) returning team_id, person_id, level;
select level from memberships where team_id = 1 and person_id = 1;
update memberships set level = 'owner' where team_id = 1 and person_id = 1;
--- migration
alter table articles modify score int not null;
