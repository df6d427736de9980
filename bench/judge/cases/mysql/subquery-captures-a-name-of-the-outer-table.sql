-- verdict: unsafe
-- hazard: none
-- why: plan in the subquery meant subscribers.plan; the new column of discounts takes it over, without an error
--- schema
create table subscribers (
  id int not null auto_increment primary key,
  email varchar(190) not null,
  plan varchar(20) not null
);
create table discounts (
  id int not null auto_increment primary key,
  for_plan varchar(20) not null
);
--- data
insert into subscribers (email, plan) select concat(seq, '@x'), if(seq % 2, 'pro', 'free') from seq_1_to_:rows;
insert into discounts (for_plan) values ('pro');
--- old
select id from subscribers where id < 6 and exists (select 1 from discounts where for_plan = plan);
insert into discounts (for_plan) values ('free');
--- queries
select id from subscribers where id < ? and exists (select 1 from discounts where for_plan = plan);
--- migration
alter table discounts add column plan varchar(20) null after for_plan;
