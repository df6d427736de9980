-- verdict: unsafe
-- hazard: none
-- why: an UPDATE of hits alone now moves changed_at as well, which readers take for an edit of the text
--- schema
create table pages (
  id int not null auto_increment primary key,
  text varchar(200) not null,
  hits int not null default 0,
  changed_at timestamp not null default current_timestamp
);
delimiter //
create procedure hit_page(in p_id int)
begin
  update pages set hits = hits + 1 where id = p_id;
  select changed_at = '2024-01-01 00:00:00' as unedited from pages where id = p_id;
end //
delimiter ;
--- data
insert into pages (text, changed_at) select concat('t', seq), '2024-01-01' from seq_1_to_:rows;
--- old
call hit_page(3);
update pages set text = 'x', changed_at = '2024-02-02' where id = 4;
select id from pages where id < 9 and changed_at < '2024-03-01';
--- queries
update pages set hits = hits + 1 where id = ?;
select id, text from pages where changed_at > ?;
--- migration
alter table pages modify changed_at timestamp not null default current_timestamp on update current_timestamp;
