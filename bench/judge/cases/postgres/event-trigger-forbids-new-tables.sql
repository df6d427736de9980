-- verdict: unsafe
-- hazard: none
-- why: the running function makes a temporary table, which the event trigger refuses
--- schema
create table trades (id integer primary key, qty integer not null);
create function traded_total() returns bigint language plpgsql as $$
declare n bigint;
begin
  create temporary table tmp_trades on commit drop as select qty from trades;
  select sum(qty) into n from tmp_trades;
  return n;
end $$;
--- data
insert into trades select g, 1 from generate_series(1, :rows) g;
--- old
select id, qty from trades where id = 1;
select traded_total();
insert into trades values (-1, 4);
delete from trades where id = 2;
--- queries
select traded_total();
--- migration
create function forbid_ddl() returns event_trigger language plpgsql as $$
begin raise exception 'no % outside of a release', tg_tag; end $$;
create event trigger release_freeze on ddl_command_start when tag in ('CREATE TABLE AS', 'DROP TABLE')
  execute function forbid_ddl();
