-- verdict: unsafe
-- hazard: data-loss
-- why: REPLACE deletes the row that is there, with its value and its note
--- schema
create table app_settings (
  skey varchar(40) not null primary key,
  sval varchar(200) not null,
  note varchar(200) null
);
--- data
insert into app_settings values ('vat_rate', '0.19', 'as agreed with the accountants'), ('theme', 'dark', null);
--- old
select sval, note from app_settings where skey = 'vat_rate';
update app_settings set sval = 'light' where skey = 'theme';
--- queries
select sval, note from app_settings where skey = 'vat_rate';
--- migration
replace into app_settings (skey, sval) values ('vat_rate', '0.20');
