-- verdict: safe
-- hazard: none
-- why: ADD COLUMN reads the rows only for a CHECK of the new column itself, not for one that is there
--- schema
create table coupons (
  id integer primary key, code text not null, percent integer not null check (percent between 0 and 100), campaign text
);
--- data
insert into coupons select g, 'C' || g, g % 100, 'campaign ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into coupons (code, percent, campaign) values ('X', 10, 'c');
select code, percent from coupons where id = 4;
update coupons set percent = 20 where id = 4;
--- migration
alter table coupons add column note text;
