-- verdict: unsafe
-- hazard: none
-- why: it is created without complaint, but every INSERT fails: a trigger may not update the table that fired it
--- schema
create table photos (
  id int not null auto_increment primary key,
  album_id int not null,
  is_cover tinyint(1) not null default 0
);
--- data
insert into photos (album_id) select seq from seq_1_to_:rows;
--- old
insert into photos (album_id, is_cover) values (3, 1);
select id from photos where album_id = 4;
--- migration
create trigger photos_one_cover after insert on photos for each row
  update photos set is_cover = 0 where new.is_cover = 1 and album_id = new.album_id and id <> new.id;
