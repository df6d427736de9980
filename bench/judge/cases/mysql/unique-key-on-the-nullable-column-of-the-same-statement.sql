-- verdict: safe
-- hazard: none
-- why: all rows hold NULL, which a unique key takes many times, and the running version never fills it
--- schema
create table `Subscriber` (
  `id` varchar(30) not null primary key,
  `phone` varchar(32) not null
);
--- data
insert into Subscriber select concat('c', seq), concat('+4', seq) from seq_1_to_:rows;
--- old
insert into Subscriber (id, phone) values ('a', '+1'), ('b', '+1');
update Subscriber set phone = '+9' where id = 'c4';
select id, phone from Subscriber where id = 'c5';
--- migration
ALTER TABLE `Subscriber` ADD COLUMN `stripeId` VARCHAR(64) NULL, ADD UNIQUE INDEX `Subscriber_stripeId_key` (`stripeId`);
