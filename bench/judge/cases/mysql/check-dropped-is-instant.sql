-- verdict: safe
-- hazard: none
-- why: dropping a CHECK touches no row and refuses nothing
--- schema
create table ratings (
  id int not null auto_increment primary key,
  film varchar(80) not null,
  stars tinyint not null,
  constraint ratings_stars_range check (stars between 1 and 5)
);
--- data
insert into ratings (film, stars) select concat('f', seq), 1 + seq % 5 from seq_1_to_:rows;
--- old
insert into ratings (film, stars) values ('x', 5);
update ratings set stars = 1 where id = 3;
select avg(stars) from ratings where film = 'f9';
--- migration
alter table ratings drop constraint ratings_stars_range;
