-- verdict: unsafe
-- hazard: rewrite
-- why: INT to BIGINT copies the table, and AUTO_INCREMENT is not repeated, so inserts without id fail
--- schema
create table audit_entries (
  id int not null auto_increment,
  actor varchar(64) not null,
  action varchar(64) not null,
  primary key (id)
) engine=InnoDB;
--- data
insert into audit_entries select seq, 'bob', 'login' from seq_1_to_:rows;
--- old
insert into audit_entries (actor, action) values ('eve', 'logout');
select actor, action from audit_entries where id = 12;
--- migration
ALTER TABLE audit_entries MODIFY id BIGINT NOT NULL;
