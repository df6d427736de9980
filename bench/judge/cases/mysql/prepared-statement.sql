-- verdict: unsafe
-- hazard: data-loss
-- why: the text that is run stands in the migration: it drops a column
-- server-version: 8.4
--- schema
create table clients (
  id int unsigned not null auto_increment primary key,
  mail varchar(80) not null,
  city varchar(40) default null,
  kind varchar(10) not null default 'web',
  points smallint not null default 0,
  born date default null,
  made datetime not null default current_timestamp,
  prefs json default null,
  unique key clients_mail (mail),
  key clients_city (city)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_general_ci;
create table tickets (
  id bigint not null auto_increment primary key,
  client_id int unsigned default null,
  subject varchar(120) not null,
  body text,
  open tinyint(1) not null default 1,
  price float not null default 0,
  closed_at timestamp null default null,
  key tickets_client (client_id),
  key tickets_open (open)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_general_ci;
create view open_tickets as select id, client_id, subject from tickets where open = 1;
--- data
insert into clients (mail, city, prefs) select concat('m', seq), concat('c', seq), '{}' from seq_1_to_:rows;
insert into tickets (client_id, subject, body) select seq, concat('s', seq), 'b' from seq_1_to_:rows;
--- old
select id, mail, city, kind, points, born, prefs from clients where id = 1;
insert into clients (mail) values ('fresh') returning mail, city, kind, points, born, prefs;
update clients set points = points + 1, city = 'x' where id = 1;
select id, client_id, subject, body, open, price, closed_at from tickets where id = 1;
insert into tickets (subject) values ('x') returning client_id, subject, body, open, price, closed_at;
update tickets set open = 0 where id = 1;
delete from tickets where id = 2;
select id, client_id, subject from open_tickets where id = 3;
--- migration
set @sql = concat('alter table ', 'tickets', ' drop column body');
prepare change_it from @sql;
execute change_it;
