-- verdict: unsafe
-- hazard: data-loss
-- why: the column of the same name is a new one, without the values
--- schema
create table invitations (
  id int not null auto_increment primary key,
  email varchar(120) not null,
  role_name varchar(20) default 'guest'
);
--- data
insert into invitations (email, role_name) select concat('e', seq), 'admin' from seq_1_to_:rows;
--- old
select role_name from invitations where id = 3;
insert into invitations (email, role_name) values ('x', 'guest');
--- migration
alter table invitations drop column role_name, add column role_name varchar(60) default 'guest' after id;
