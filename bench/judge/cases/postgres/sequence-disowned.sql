-- verdict: safe
-- hazard: none
-- why: the default still calls it
--- schema
create role wiki_app;
create table authors (
  id serial primary key,
  login varchar(40) not null constraint authors_login_key unique,
  display text,
  karma int not null default 0,
  joined timestamptz not null default now()
);
create table pages (
  id bigint generated always as identity primary key,
  slug text not null unique,
  title varchar(120) not null,
  body text not null default '',
  author_id int not null references authors (id),
  likes int not null default 0,
  state varchar(12) not null default 'draft',
  edited date
);
create index pages_author on pages (author_id);
create table revisions (
  page_id bigint not null references pages (id) on delete cascade,
  no int not null,
  words text not null,
  primary key (page_id, no)
);
grant select, insert, update, delete on all tables in schema public to wiki_app;
grant usage on all sequences in schema public to wiki_app;
--- data
insert into authors (login, display) select 'l' || g, 'd' || g from generate_series(1, :rows) g;
insert into pages (slug, title, author_id, likes) select 's' || g, 't' || g, g, g % 7 from generate_series(1, :rows) g;
insert into revisions select g, 1, 'w' || g from generate_series(1, :rows) g;
--- old
select id, login, display, karma from authors where id = 1;
insert into authors (login) values ('fresh') returning login, display, karma;
update authors set karma = karma + 1, display = 'x' where id = 1 returning display, karma;
select id, slug, title, body, author_id, likes, state, edited from pages where id = 1;
insert into pages (slug, title, author_id) values ('new', 'n', 1) returning slug, title, body, author_id, likes, state;
update pages set title = 'other', likes = likes + 1 where id = 2 returning title, likes;
delete from pages where id = 3;
select page_id, no, words from revisions where page_id = 1;
insert into revisions values (1, 2, 'more') returning page_id, no, words;
--- migration
alter sequence authors_id_seq owned by none;
alter sequence authors_id_seq cache 20;
alter sequence authors_id_seq as bigint no maxvalue;
