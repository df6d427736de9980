-- verdict: safe
-- hazard: none
-- why: whichever text the IF gives, it is an instant ADD COLUMN or nothing
--- schema
create table subscriptions (
  id int not null auto_increment primary key,
  plan varchar(20) not null,
  ends_on date null
);
--- data
insert into subscriptions (plan) select 'pro' from seq_1_to_:rows;
--- old
insert into subscriptions (plan, ends_on) values ('free', '2025-01-01');
select plan from subscriptions where id = 3;
update subscriptions set ends_on = null where id = 4;
--- migration
SET @missing = (SELECT COUNT(*) = 0 FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'subscriptions' AND column_name = 'cancelled_at');
SET @ddl = IF(@missing, 'ALTER TABLE subscriptions ADD COLUMN cancelled_at DATETIME NULL', 'DO 0');
PREPARE stmt FROM @ddl;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;
