-- verdict: safe
-- hazard: none
-- why: CLUSTER ON only notes the index for a later CLUSTER, and SET WITHOUT OIDS is without effect since 12
--- schema
create table positions (id integer primary key, portfolio integer not null, isin text not null);
create index positions_portfolio on positions (portfolio);
--- data
insert into positions select g, g % 20, 'i' || g from generate_series(1, :rows) g;
--- old
select id, isin from positions where portfolio = 1 order by id limit 2;
insert into positions values (-1, 1, 'x');
update positions set isin = 'y' where id = 2;
delete from positions where id = 3;
--- migration
alter table positions cluster on positions_portfolio;
alter table positions set without oids;
