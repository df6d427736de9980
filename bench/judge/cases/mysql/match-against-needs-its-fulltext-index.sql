-- verdict: unsafe
-- hazard: none
-- why: MATCH ... AGAINST without a FULLTEXT index of just these columns is an error
--- schema
create table recipes (
  id int not null auto_increment primary key,
  title varchar(120) not null,
  body text not null,
  fulltext key ft_recipes (title, body)
);
--- data
insert into recipes (title, body) select concat('soup ', seq), 'water and salt' from seq_1_to_:rows;
--- old
select id from recipes where match (title, body) against ('soup') limit 1;
insert into recipes (title, body) values ('bread', 'flour');
--- queries
select id from recipes where match (title, body) against (?) limit 10;
--- migration
alter table recipes drop index ft_recipes;
