-- verdict: unsafe
-- hazard: none
-- why: the trigger keeps the sql_mode it was made in, where "draft" is a column, so each INSERT fails
--- schema
create table posts (
  id int not null auto_increment primary key,
  title varchar(120) not null,
  status varchar(12) null
);
--- data
insert into posts (title, status) select concat('t', seq), 'live' from seq_1_to_:rows;
--- old
insert into posts (title) values ('hello');
select status from posts where id = 2;
--- migration
set session sql_mode = concat(@@sql_mode, ',ANSI_QUOTES');
create trigger posts_bi before insert on posts for each row set new.status = coalesce(new.status, "draft");
