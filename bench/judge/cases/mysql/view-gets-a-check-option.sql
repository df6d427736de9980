-- verdict: unsafe
-- hazard: none
-- why: closing a ticket through the view takes it out of the view, which the check option refuses
--- schema
create table tickets (
  id int not null auto_increment primary key,
  subject varchar(120) not null,
  state varchar(10) not null default 'open'
);
create view open_tickets as select id, subject, state from tickets where state = 'open';
--- data
insert into tickets (subject) select concat('s', seq) from seq_1_to_:rows;
--- old
update open_tickets set state = 'closed' where id = 3;
select id, subject from open_tickets where id = 4;
insert into tickets (subject) values ('help');
--- queries
update open_tickets set state = 'closed' where id = ?;
--- migration
alter view open_tickets as select id, subject, state from tickets where state = 'open' with cascaded check option;
