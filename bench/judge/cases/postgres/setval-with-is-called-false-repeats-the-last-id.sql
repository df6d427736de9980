-- verdict: unsafe
-- hazard: none
-- why: with is_called = false the next nextval returns max(id) itself, and the next insert collides with the last row
--- schema
create table tickets (id bigserial primary key, subject text not null);
--- data
insert into tickets (subject) select 's' || g from generate_series(1, :rows) g;
--- old
insert into tickets (subject) values ('printer');
select id, subject from tickets where id = 1;
update tickets set subject = 'x' where id = 1;
delete from tickets where id = 2;
--- migration
select setval(pg_get_serial_sequence('tickets', 'id'), (select max(id) from tickets), false);
