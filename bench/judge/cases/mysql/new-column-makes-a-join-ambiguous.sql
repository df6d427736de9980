-- verdict: unsafe
-- hazard: none
-- why: the recorded join says status without a table, which both tables have afterwards
--- schema
create table buyers (
  id int not null auto_increment primary key,
  name varchar(80) not null
);
create table purchases (
  id int not null auto_increment primary key,
  buyer_id int not null,
  status varchar(20) not null default 'new',
  key (buyer_id)
);
--- data
insert into buyers (name) select concat('b', seq) from seq_1_to_:rows;
insert into purchases (buyer_id) select seq from seq_1_to_:rows;
--- old
select p.id, b.name from purchases p join buyers b on b.id = p.buyer_id where status = 'new' and p.id < 4;
insert into buyers (name) values ('z');
--- queries
select p.id, b.name from purchases p join buyers b on b.id = p.buyer_id where status = ? and p.id < ?;
--- migration
alter table buyers add column status varchar(20) not null default 'active';
