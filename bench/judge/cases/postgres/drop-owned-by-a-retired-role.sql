-- verdict: unsafe
-- hazard: data-loss
-- why: DROP OWNED drops the tables that the role owns, not only its grants
--- schema
create role contractor;
create table campaigns (id integer primary key, name text not null);
create table campaign_stats (campaign_id integer not null, opens integer not null);
alter table campaign_stats owner to contractor;
--- data
insert into campaigns select g, 'c' from generate_series(1, 10) g;
insert into campaign_stats select g, 1 from generate_series(1, :rows) g;
--- old
select id, name from campaigns where id = 1;
select opens from campaign_stats where campaign_id = 4;
insert into campaign_stats values (-1, 1);
delete from campaign_stats where campaign_id = 5;
--- migration
drop owned by contractor;
