-- verdict: unsafe
-- hazard: none
-- why: a position that was given as NULL is stored as a number; reading its own table is allowed to a trigger
--- schema
create table playlist_items (
  id int not null auto_increment primary key,
  playlist_id int not null,
  track varchar(90) not null,
  position int null,
  key playlist_items_playlist_id_position (playlist_id, position)
);
--- data
insert into playlist_items (playlist_id, track, position) select seq % 20, concat('t', seq), seq from seq_1_to_:rows;
--- old
insert into playlist_items (playlist_id, track, position) values (3, 'x', 9001);
insert into playlist_items (playlist_id, track) values (3, 'y') returning position;
update playlist_items set position = 4 where id = 4;
select track from playlist_items where playlist_id = 3 order by position limit 2;
--- migration
create trigger playlist_items_bi before insert on playlist_items for each row
  set new.position = coalesce(new.position, (select coalesce(max(p.position), 0) + 1 from playlist_items p where p.playlist_id = new.playlist_id));
