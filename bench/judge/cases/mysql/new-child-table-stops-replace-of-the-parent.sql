-- verdict: unsafe
-- hazard: scan
-- why: REPLACE deletes the parent row first, which the new RESTRICT key refuses; the copy also holds shared locks on all of vendors
--- schema
create table vendors (
  id int not null auto_increment primary key,
  code varchar(20) not null unique,
  title varchar(80) not null
);
--- data
insert into vendors select seq, concat('V', seq), 't' from seq_1_to_:rows;
--- old
replace into vendors (id, code, title) values (7, 'V7', 'renamed');
delete from vendors where id = 9;
select id, title from vendors where code = 'V5';
--- queries
replace into vendors (id, code, title) values (?, ?, ?);
--- migration
create table vendor_accounts (
  vendor_id int not null primary key,
  terms varchar(20) not null default 'net30',
  constraint fk_vendor foreign key (vendor_id) references vendors (id)
);
insert into vendor_accounts (vendor_id) select id from vendors;
