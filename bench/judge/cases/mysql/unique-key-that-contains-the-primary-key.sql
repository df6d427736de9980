-- verdict: safe
-- hazard: none
-- why: a key with the primary key in it can refuse nothing, and it is built while others write
--- schema
create table memberships (
  id int not null auto_increment primary key,
  team_id int not null,
  email varchar(190) not null
) engine=InnoDB;
--- data
insert into memberships select seq, seq % 9, concat('e', seq) from seq_1_to_:rows;
--- old
insert into memberships (team_id, email) values (1, 'e1');
select team_id, email from memberships where id = 3;
update memberships set team_id = 2, email = 'e2' where id = 3;
delete from memberships where id = 4;
--- migration
CREATE UNIQUE INDEX memberships_team_email_id ON memberships (team_id, email, id);
