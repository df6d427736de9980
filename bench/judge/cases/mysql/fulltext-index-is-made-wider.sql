-- verdict: unsafe
-- hazard: scan
-- why: MATCH (title) finds no index over just that column any more, and writers wait while the new one is built
--- schema
create table films (id int auto_increment primary key, title varchar(120) not null, plot text, fulltext key ft_films (title)) engine=InnoDB;
--- data
insert into films (title, plot) select concat('ghost ', seq), 'plot' from seq_1_to_:rows;
--- old
select id, title from films where match (title) against ('unknown' in boolean mode);
insert into films (title, plot) values ('Alien', 'space');
update films set plot = 'x' where id = 2;
--- queries
select id, title from films where match (title) against (? in boolean mode);
--- migration
ALTER TABLE films DROP INDEX ft_films;
ALTER TABLE films ADD FULLTEXT INDEX ft_films (title, plot);
