-- verdict: safe
-- hazard: none
-- why: only a hint names an index, and no recorded query has one
--- schema
create table quotes (
  id int not null auto_increment primary key,
  customer_id int not null,
  key index_quotes_on_customer_id (customer_id)
) engine=InnoDB;
--- data
insert into quotes select seq, seq % 9 from seq_1_to_:rows;
--- old
select id from quotes where customer_id = 4 order by id limit 2;
insert into quotes (customer_id) values (4);
--- queries
SELECT id FROM quotes WHERE customer_id = ? ORDER BY id LIMIT 2;
--- migration
ALTER TABLE `quotes` RENAME INDEX `index_quotes_on_customer_id` TO `quotes_customer_idx`;
