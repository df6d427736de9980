-- verdict: unsafe
-- hazard: none
-- why: the index makes each write compute the ratio, and in strict mode a division by 0 is an error there
--- schema
create table ad_groups (
  id int not null auto_increment primary key,
  name varchar(40) not null,
  clicks int not null default 0,
  shown int not null default 0
);
--- data
insert into ad_groups (name, clicks, shown) select concat('n', seq), 1, 2 from seq_1_to_:rows;
--- old
insert into ad_groups (name) values ('fresh');
select name, clicks, shown from ad_groups where id = 4;
--- migration
alter table ad_groups add column click_rate decimal(6,4) generated always as (clicks / shown) virtual;
create index idx_ad_groups_click_rate on ad_groups (click_rate);
