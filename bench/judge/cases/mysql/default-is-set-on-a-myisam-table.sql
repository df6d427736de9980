-- verdict: unsafe
-- hazard: none
-- why: an INSERT that does not name region stores another one; the definition alone is written, also of MyISAM
--- schema
create table hit_counts (
  page varchar(120) not null primary key,
  hits int not null default 0,
  region char(2) null
) engine=MyISAM;
--- data
insert into hit_counts select concat('/p', seq), seq, 'eu' from seq_1_to_:rows;
--- old
insert into hit_counts (page) values ('/new') returning region;
update hit_counts set region = null where page = '/none';
delete from hit_counts where page = '/none';
update hit_counts set hits = hits + 1 where page = '/p5';
select page, region from hit_counts where page = '/p6';
--- migration
alter table hit_counts alter column region set default 'eu';
