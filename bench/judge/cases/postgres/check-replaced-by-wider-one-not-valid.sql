-- verdict: safe
-- hazard: none
-- why: every row that the old check let through passes the new one, and NOT VALID reads no rows
--- schema
create table reservations (id bigint primary key, seats integer not null, state varchar(12) not null,
  constraint reservations_seats_check check (seats between 1 and 8),
  constraint reservations_state_check check (state in ('held', 'paid')));
--- data
insert into reservations select g, 1 + g % 8, 'held' from generate_series(1, :rows) g;
--- old
insert into reservations (id, seats, state) values (900001, 8, 'paid');
update reservations set seats = 1, state = 'paid' where id = 4;
select id, seats, state from reservations where id = 4;
--- migration
alter table reservations drop constraint reservations_seats_check,
  add constraint reservations_seats_check check (seats > 0 and seats <= 20) not valid;
alter table reservations drop constraint reservations_state_check,
  add constraint reservations_state_check check (state in ('held', 'paid', 'waitlisted')) not valid;
