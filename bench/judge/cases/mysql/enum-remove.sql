-- verdict: unsafe
-- hazard: rewrite
-- why: a status that was allowed is refused
--- schema
create table users (
  id int unsigned not null auto_increment primary key,
  email varchar(100) not null,
  name varchar(60) default null,
  age int default null,
  status enum('new', 'active', 'gone') not null default 'new',
  bio text,
  score decimal(10, 2) not null default '0.00',
  created_at datetime not null default current_timestamp,
  updated_at timestamp null default current_timestamp on update current_timestamp,
  unique key users_email (email),
  key users_name (name)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create table orders (
  id bigint not null auto_increment primary key,
  user_id int unsigned not null,
  state varchar(20) not null default 'open',
  total decimal(10, 2) not null,
  note varchar(50) default null,
  place point default null,
  key orders_user (user_id),
  constraint orders_user_fk foreign key (user_id) references users (id) on delete cascade
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create view open_orders as select id, user_id, total from orders where state = 'open';
--- data
insert into users (email, name, age) select concat('u', seq), concat('n', seq), seq % 90 from seq_1_to_:rows;
insert into orders (user_id, total, note) select seq, seq % 1000 + 0.5, concat('o', seq) from seq_1_to_:rows;
--- old
select id, email, name, age, status, score from users where id = 1;
insert into users (email, name) values ('fresh', 'f') returning email, name, age, status, score;
update users set name = 'z', age = 7, status = 'gone' where id = 1;
select id, user_id, state, total, note from orders where id = 1;
insert into orders (user_id, total) values (1, 10) returning user_id, state, total, note;
update orders set state = 'paid' where id = 1;
delete from orders where id = 2;
select id, user_id, total from open_orders where id = 3;
--- migration
alter table users modify status enum('new', 'active') not null default 'new';
