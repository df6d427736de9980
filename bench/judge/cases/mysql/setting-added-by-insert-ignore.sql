-- verdict: safe
-- hazard: none
-- why: a row with a key that the old version does not ask for; one there already would be left as it is
--- schema
create table system_settings (
  skey varchar(40) not null primary key,
  sval varchar(200) not null
);
--- data
insert into system_settings values ('vat_rate', '0.19'), ('theme', 'dark');
--- old
select sval from system_settings where skey = 'vat_rate';
update system_settings set sval = 'light' where skey = 'theme';
insert into system_settings (skey, sval) values ('lang', 'en') on duplicate key update sval = values(sval);
--- queries
select sval from system_settings where skey = ?;
--- migration
INSERT IGNORE INTO system_settings (skey, sval) VALUES ('feature.checkout_v2', 'off');
