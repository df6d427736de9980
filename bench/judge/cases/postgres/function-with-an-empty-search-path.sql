-- verdict: unsafe
-- hazard: none
-- why: the body names its table without a schema, so each call fails with the empty search_path
--- schema
create table profiles (
  id integer primary key,
  handle text not null
);
create function handle_new_profile(p_id integer, p_handle text) returns integer language plpgsql security definer as $$
begin
  insert into profiles (id, handle) values (p_id, p_handle);
  return p_id;
end $$;
--- data
insert into profiles select g, 'h' || g from generate_series(1, :rows) g;
--- old
select id, handle from profiles where id = 1;
select handle_new_profile(-1, 'zed');
--- migration
alter function handle_new_profile(integer, text) set search_path = '';
