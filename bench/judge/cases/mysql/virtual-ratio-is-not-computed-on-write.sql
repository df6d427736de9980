-- verdict: safe
-- hazard: none
-- why: a virtual column without an index is computed by those who read it only; a division by 0 gives them NULL
--- schema
create table campaigns (
  id int not null auto_increment primary key,
  name varchar(40) not null,
  clicks int not null default 0,
  shown int not null default 0
);
--- data
insert into campaigns (name, clicks, shown) select concat('n', seq), 1, 2 from seq_1_to_:rows;
--- old
insert into campaigns (name) values ('fresh');
select name, clicks, shown from campaigns where id = 4;
update campaigns set shown = 0 where id = 5;
--- migration
alter table campaigns add column click_rate decimal(6,4) generated always as (clicks / shown) virtual;
