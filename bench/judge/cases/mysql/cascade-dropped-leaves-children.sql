-- verdict: unsafe
-- hazard: none
-- why: dropping the key is instant, but deleting an author no longer deletes the books
--- schema
create table authors (
  id int not null auto_increment primary key,
  name varchar(60) not null
);
create table books (
  id int not null auto_increment primary key,
  author_id int not null,
  title varchar(60) not null,
  constraint books_author_fk foreign key (author_id) references authors (id) on delete cascade
);
delimiter //
create procedure remove_author(in p_id int)
begin
  delete from authors where id = p_id;
  select count(*) as left_over from books where author_id = p_id;
end //
delimiter ;
--- data
insert into authors (name) select concat('a', seq) from seq_1_to_:rows;
insert into books (author_id, title) select seq, 't' from seq_1_to_:rows;
--- old
call remove_author(5);
insert into books (author_id, title) values (3, 'x');
--- queries
delete from authors where id = ?;
select id, title from books where author_id = ?;
--- migration
alter table books drop foreign key books_author_fk;
