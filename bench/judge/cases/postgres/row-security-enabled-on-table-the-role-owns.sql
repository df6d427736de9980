-- verdict: safe
-- hazard: none
-- why: without FORCE the owner of the table is not subject to row security, and app is the owner
-- role: app
--- schema
create role app;
create table notes (id bigint primary key, author text not null, body text not null);
alter table notes owner to app;
--- data
insert into notes select g, 'a' || g % 5, 'b' || g from generate_series(1, :rows) g;
--- old
select id, body from notes where author = 'a3' and id < 100 order by id;
insert into notes (id, author, body) values (900001, 'a1', 'hi');
update notes set body = 'x' where id = 4;
delete from notes where id = 5;
--- migration
alter table notes enable row level security;
create policy notes_of_author on notes using (author = current_user);
