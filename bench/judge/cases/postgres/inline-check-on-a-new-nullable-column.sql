-- verdict: unsafe
-- hazard: scan
-- why: the column is free, but its CHECK is verified against every row under the exclusive lock
--- schema
create table reviews (id bigint primary key, body text not null);
--- data
insert into reviews select g, 'b' || g from generate_series(1, :rows) g;
--- old
select id, body from reviews where id = 1;
insert into reviews (id, body) values (-1, 'fine');
--- migration
alter table reviews add column stars smallint check (stars between 1 and 5);
