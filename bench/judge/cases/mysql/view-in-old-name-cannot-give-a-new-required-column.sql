-- verdict: unsafe
-- hazard: none
-- why: the rights stay with the name deals and reads work, but an INSERT through the view leaves owner out, which has no default
-- role: app
--- schema
create table deals (
  id int not null auto_increment primary key,
  title varchar(80) not null,
  cents int not null default 0
);
create user app;
grant select, insert on deals to app;
--- data
insert into deals (title) select concat('n', seq) from seq_1_to_:rows;
--- old
select id, title from deals where id = 3;
insert into deals (title, cents) values ('x', 5);
--- migration
rename table deals to opportunities;
alter table opportunities add column owner varchar(60) not null;
create view deals as select id, title, cents from opportunities;
