-- verdict: unsafe
-- hazard: rewrite
-- why: a stored generated column copies the table, and in strict mode a row with played = 0 fails with a division by 0
--- schema
create table players (
  id int not null auto_increment primary key,
  nick varchar(40) not null,
  won int not null default 0,
  played int not null default 0
);
--- data
insert into players (nick, won, played) select concat('n', seq), 1, 2 from seq_1_to_:rows;
--- old
insert into players (nick) values ('rookie');
select nick from players where id = 4;
update players set won = won + 1, played = played + 1 where id = 5;
--- migration
alter table players add column win_rate decimal(6,4) generated always as (won / played) stored;
