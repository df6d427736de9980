-- verdict: safe
-- hazard: none
-- why: the new list contains the old one; NOT VALID and a VALIDATE of its own never scan under a strong lock
--- schema
create table deliveries (
  id bigint primary key,
  state text not null,
  constraint deliveries_state check (state in ('packed', 'sent'))
);
--- data
insert into deliveries select g, 'sent' from generate_series(1, :rows) g;
--- old
select id, state from deliveries where id = 1;
insert into deliveries (id, state) values (-1, 'packed');
update deliveries set state = 'sent' where id = 2;
--- migration
alter table deliveries
  drop constraint deliveries_state,
  add constraint deliveries_state check (state in ('packed', 'sent', 'returned')) not valid;
alter table deliveries validate constraint deliveries_state;
