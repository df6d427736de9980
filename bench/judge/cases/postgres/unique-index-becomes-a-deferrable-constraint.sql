-- verdict: unsafe
-- hazard: none
-- why: ON CONFLICT cannot use a deferrable constraint as its arbiter, so the upsert of the old version fails
--- schema
create table playlist_entries (
  playlist_id integer not null,
  position integer not null,
  track_id integer not null
);
create unique index playlist_entries_position_idx on playlist_entries (playlist_id, position);
--- data
insert into playlist_entries select 1, g, g from generate_series(1, :rows) g;
--- old
insert into playlist_entries (playlist_id, position, track_id) values (1, 1, 9) on conflict (playlist_id, position) do update set track_id = excluded.track_id;
select track_id from playlist_entries where playlist_id = 1 and position = 2;
delete from playlist_entries where playlist_id = 1 and position = 3;
--- queries
insert into playlist_entries (playlist_id, position, track_id) values ($1, $2, $3) on conflict (playlist_id, position) do update set track_id = excluded.track_id;
--- migration
ALTER TABLE playlist_entries ADD CONSTRAINT playlist_entries_position_key
  UNIQUE USING INDEX playlist_entries_position_idx DEFERRABLE INITIALLY DEFERRED;
