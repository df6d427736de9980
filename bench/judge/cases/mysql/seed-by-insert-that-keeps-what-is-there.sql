-- verdict: safe
-- hazard: none
-- why: on a duplicate the row is set to what it already is
--- schema
create table feature_flags (name varchar(60) primary key, enabled tinyint(1) not null, changed_by varchar(40) null);
--- data
insert into feature_flags values ('checkout', 1, 'ann');
--- old
select name, enabled, changed_by from feature_flags where name = 'checkout';
update feature_flags set enabled = 0 where name = 'checkout';
insert into feature_flags (name, enabled) values ('beta', 1);
delete from feature_flags where name = 'checkout';
--- migration
INSERT INTO feature_flags (name, enabled) VALUES ('checkout', 0), ('wallet', 0) ON DUPLICATE KEY UPDATE enabled = feature_flags.enabled;
