-- verdict: safe
-- hazard: none
-- why: with ON DELETE CASCADE the old version may go on deleting and replacing parents; the child is new and empty
--- schema
create table brands (
  id int not null auto_increment primary key,
  code varchar(20) not null unique,
  title varchar(80) not null
);
--- data
insert into brands select seq, concat('V', seq), 't' from seq_1_to_:rows;
--- old
replace into brands (id, code, title) values (7, 'V7', 'renamed');
delete from brands where id = 9;
select id, title from brands where code = 'V5';
insert into brands (code, title) values ('n', 'n');
--- queries
replace into brands (id, code, title) values (?, ?, ?);
--- migration
create table brand_pages (
  id int not null auto_increment primary key,
  brand_id int not null,
  html mediumtext not null,
  constraint fk_brand foreign key (brand_id) references brands (id) on delete cascade
);
insert into brand_pages (brand_id, html) values (1, '<p>first</p>');
