-- verdict: safe
-- hazard: none
-- why: the place of a column changes at once, WAIT bounds the wait for the table, and all queries name their columns
--- schema
create table tenants (id int auto_increment primary key, created_at datetime not null default current_timestamp, name varchar(60) not null, plan varchar(20) null) engine=InnoDB;
--- data
insert into tenants (name, created_at) select concat('t', seq), '2026-01-01' from seq_1_to_:rows;
--- old
select id, name, plan, created_at from tenants where id = 4;
insert into tenants (name, plan) values ('u', 'pro');
update tenants set plan = 'free' where id = 4;
delete from tenants where id = 5;
--- queries
select id, name, plan, created_at from tenants where id = ?;
insert into tenants (name, plan) values (?, ?);
--- migration
ALTER TABLE tenants WAIT 3 MODIFY COLUMN plan varchar(20) NULL AFTER id;
