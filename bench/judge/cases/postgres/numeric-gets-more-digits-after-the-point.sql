-- verdict: unsafe
-- hazard: rewrite
-- why: another scale stores every value anew, and 1.50 reads 1.5000 afterwards
--- schema
create table rate_cards (
  rate_card_id integer primary key,
  hourly numeric(12,2) not null
);
--- data
insert into rate_cards select g, g + 0.5 from generate_series(1, :rows) g;
--- old
select rate_card_id, hourly from rate_cards where rate_card_id = 1;
insert into rate_cards values (-1, 99.95);
update rate_cards set hourly = 80 where rate_card_id = 2;
delete from rate_cards where rate_card_id = 3;
--- migration
alter table rate_cards alter column hourly type numeric(16,4);
