-- verdict: unsafe
-- hazard: rewrite
-- why: the column takes the default of its domain, which is volatile, so every row is written anew
--- schema
create domain public_token as uuid default gen_random_uuid();
create table links (id bigserial primary key, url text not null);
create table invitations (id bigserial primary key, token public_token, email text not null);
--- data
insert into links (url) select 'https://e.org/' || g from generate_series(1, :rows) g;
--- old
insert into links (url) values ('https://x.org');
select url from links where id = 1;
update links set url = 'y' where id = 2;
delete from links where id = 3;
insert into invitations (email) values ('a@example.org');
--- migration
alter table links add column token public_token;
