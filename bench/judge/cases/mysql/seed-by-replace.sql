-- verdict: unsafe
-- hazard: data-loss
-- why: REPLACE deletes the row that is there, with the value somebody set
--- schema
create table settings (name varchar(60) primary key, value text not null, changed_by varchar(40) null);
--- data
insert into settings values ('theme', 'dark', 'ann'), ('locale', 'de', null);
--- old
select name, value, changed_by from settings where name = 'theme';
update settings set value = 'light' where name = 'theme';
insert into settings (name, value) values ('beta', '1');
--- queries
update settings set value = ?, changed_by = ? where name = 'theme';
--- migration
REPLACE INTO settings (name, value) VALUES ('theme', 'system'), ('density', 'compact');
