-- verdict: unsafe
-- hazard: none
-- why: RETURN QUERY SELECT * yields three columns for a RETURNS TABLE of two: "structure of query does not match function result type"
--- schema
create table venues (id integer primary key, title text not null);
create function find_venues(p_prefix text) returns table (venue_id integer, venue_title text) language plpgsql stable as $$
begin
  return query select * from venues v where v.title like p_prefix || '%';
end $$;
--- data
insert into venues select g, 'v' || g from generate_series(1, :rows) g;
--- old
select venue_id, venue_title from find_venues('v19') order by venue_id;
insert into venues (id, title) values (900001, 'Arena');
select id, title from venues where id = 3;
--- migration
alter table venues add column capacity integer;
