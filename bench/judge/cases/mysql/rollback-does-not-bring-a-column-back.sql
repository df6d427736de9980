-- verdict: unsafe
-- hazard: data-loss
-- why: ALTER TABLE commits by itself; the ROLLBACK meant for a trial run undoes nothing
--- schema
create table tenants (
  id int not null auto_increment primary key,
  name varchar(60) not null,
  billing_note varchar(200) null
);
--- data
insert into tenants (name, billing_note) select concat('t', seq), concat('note ', seq) from seq_1_to_:rows;
--- old
select name, billing_note from tenants where id = 3;
insert into tenants (name, billing_note) values ('x', 'y');
--- migration
START TRANSACTION;
ALTER TABLE tenants DROP COLUMN billing_note;
ROLLBACK;
