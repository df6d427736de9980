-- verdict: unsafe
-- hazard: scan
-- why: the default partition is scanned under ACCESS EXCLUSIVE to find rows that belong into the new one
--- schema
create table page_views (
  tenant_id integer not null,
  path text not null
) partition by list (tenant_id);
create table page_views_t1 partition of page_views for values in (1);
create table page_views_rest partition of page_views default;
--- data
insert into page_views select 2 + g % 5, '/p' || g from generate_series(1, :rows) g;
--- old
select path from page_views where tenant_id = 3 and path = '/p1';
insert into page_views values (4, '/new');
delete from page_views where tenant_id = 2 and path = '/p5';
--- migration
create table page_views_t99 partition of page_views for values in (99);
