-- verdict: unsafe
-- hazard: rewrite
-- why: on this server adding a column of a domain with a check rewrites the table even with a constant default
-- server-version: 15
--- schema
create domain star_rating as smallint check (value between 0 and 5);
create table reviews (id bigint primary key, body text not null);
--- data
insert into reviews select g, 'b' || g from generate_series(1, :rows) g;
--- old
insert into reviews (id, body) values (900001, 'fine');
select id, body from reviews where id = 4;
--- migration
alter table reviews add column rating star_rating default 0;
