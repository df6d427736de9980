-- verdict: unsafe
-- hazard: none
-- why: a url longer than 100 characters is refused inside the trigger, and with it the INSERT
--- schema
create table bookmarks (
  id int not null auto_increment primary key,
  user_id int not null,
  url varchar(1000) not null
);
--- data
insert into bookmarks (user_id, url) select seq, 'https://x.example' from seq_1_to_:rows;
--- old
insert into bookmarks (user_id, url) values (4, 'https://shop.example/very/long/path/that/goes/on/and/on/0123456789012345678901234567890123456789/0123456789?q=1');
select url from bookmarks where id = 4;
delete from bookmarks where id = 5;
--- queries
insert into bookmarks (user_id, url) values (4, 'https://shop.example/very/long/path/that/goes/on/and/on/0123456789012345678901234567890123456789/0123456789?q=1');
--- migration
create table bookmarks_audit (
  id bigint not null auto_increment primary key,
  bookmark_id int not null,
  url varchar(100) not null,
  at timestamp not null default current_timestamp
);
delimiter ;;
create trigger bookmarks_ai after insert on bookmarks for each row
begin
  insert into bookmarks_audit (bookmark_id, url) values (new.id, new.url);
end ;;
delimiter ;
