-- verdict: unsafe
-- hazard: none
-- why: a view with DISTINCT cannot be updated
--- schema
create table products (
  id int not null auto_increment primary key,
  title varchar(100) not null,
  price int not null,
  discontinued tinyint not null default 0
);
create view catalogue as select id, title, price from products where discontinued = 0;
--- data
insert into products (title, price) select concat('p', seq), 10 from seq_1_to_:rows;
--- old
update catalogue set price = 12 where id = 4;
select id, title, price from catalogue where id = 5;
--- queries
update catalogue set price = ? where id = ?;
--- migration
create or replace view catalogue as select distinct id, title, price from products where discontinued = 0;
