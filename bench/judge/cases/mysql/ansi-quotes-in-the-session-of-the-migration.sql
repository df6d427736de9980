-- verdict: safe
-- hazard: none
-- why: SET SESSION is for the migration's own session; the quotes name a new table
-- role: app
--- schema
create table sites (
  id int not null auto_increment primary key,
  host varchar(100) not null
);
create user app;
grant select, insert, update, delete on * to app;
--- data
insert into sites (host) select concat('h', seq) from seq_1_to_:rows;
--- old
select id from sites where host = "h3";
insert into sites (host) values ("x");
--- queries
select id from sites where host = "h3";
--- migration
SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY';
CREATE TABLE "site_aliases" ("id" int not null auto_increment primary key, "site_id" int not null, "alias" varchar(100) not null);
