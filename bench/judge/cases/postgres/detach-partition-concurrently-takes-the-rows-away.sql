-- verdict: unsafe
-- hazard: none
-- why: the lock is light and no row is lost, but the running version no longer finds the detached rows through the parent
--- schema
create table messages (
  id bigint not null,
  region text not null,
  body text not null,
  primary key (id, region)
) partition by list (region);
create table messages_eu partition of messages for values in ('eu');
create table messages_us partition of messages for values in ('us');
--- data
insert into messages select g, 'eu', 'b' from generate_series(1, :rows) g;
insert into messages select g, 'us', 'b' from generate_series(1, :rows) g;
--- old
select id, body from messages where id = 1 and region = 'us';
insert into messages values (-1, 'us', 'n');
insert into messages values (-1, 'eu', 'n');
--- migration
ALTER TABLE messages DETACH PARTITION messages_us CONCURRENTLY;
