-- verdict: safe
-- hazard: none
-- why: dropping and adding the primary key in one ALTER is done in place with LOCK=NONE, and the same pairs are unique
--- schema
create table user_roles (
  role_id int not null,
  user_id int not null,
  granted_at datetime not null,
  primary key (role_id, user_id)
) engine=InnoDB;
--- data
insert into user_roles select seq % 5, seq, '2024-01-01' from seq_1_to_:rows;
--- old
insert into user_roles (role_id, user_id, granted_at) values (1, 90000, '2024-01-02');
insert into user_roles (role_id, user_id, granted_at) values (1, 1, '2024-01-02') on duplicate key update granted_at = values(granted_at);
select role_id from user_roles where user_id = 7;
delete from user_roles where role_id = 1 and user_id = 6;
--- migration
ALTER TABLE user_roles DROP PRIMARY KEY, ADD PRIMARY KEY (user_id, role_id), ADD KEY user_roles_role (role_id);
