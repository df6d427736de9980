-- verdict: safe
-- hazard: none
-- why: ORDER BY takes the alias before a column of that name, other than GROUP BY
--- schema
create table articles (
  id int not null auto_increment primary key,
  title varchar(100) not null,
  likes int not null,
  dislikes int not null
);
--- data
insert into articles (title, likes, dislikes) select concat('t', seq), (seq * 7919) % 2003, 0 from seq_1_to_:rows;
--- old
select id, likes - dislikes as score from articles order by score desc limit 5;
insert into articles (title, likes, dislikes) values ('n', 0, 0);
update articles set likes = likes + 1 where id = 4;
--- queries
select id, likes - dislikes as score from articles order by score desc limit 5;
--- migration
alter table articles add column score int not null default 0;
