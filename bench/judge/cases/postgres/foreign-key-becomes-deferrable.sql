-- verdict: safe
-- hazard: none
-- why: catalogue-only; INITIALLY IMMEDIATE keeps the moment of the check for who does not ask for another
--- schema
create table albums (id integer primary key, title text);
create table tracks (
  id integer primary key,
  album_id integer not null,
  constraint tracks_album_id_fkey foreign key (album_id) references albums (id)
);
--- data
insert into albums select g, 'a' from generate_series(1, :rows) g;
insert into tracks select g, g from generate_series(1, :rows) g;
insert into albums values (-5, 'spare');
--- old
select id, title from albums where id = 1;
insert into tracks values (-1, 1);
update tracks set album_id = 2 where id = 1;
delete from albums where id = -5;
delete from tracks where id = 3;
--- migration
alter table tracks alter constraint tracks_album_id_fkey deferrable initially immediate;
