-- verdict: unsafe
-- hazard: lock
-- why: FOR EXPORT holds writers up until UNLOCK TABLES, that is while the files are copied
--- schema
create table catalog_items (
  id int not null auto_increment primary key,
  title varchar(90) not null
) engine=InnoDB;
--- data
insert into catalog_items select seq, 'A' from seq_1_to_:rows;
--- old
insert into catalog_items (title) values ('B');
select title from catalog_items where id = 3;
--- migration
FLUSH TABLES catalog_items FOR EXPORT;
-- catalog_items.ibd and .cfg are copied to the new cluster meanwhile
DO SLEEP(3);
UNLOCK TABLES;
