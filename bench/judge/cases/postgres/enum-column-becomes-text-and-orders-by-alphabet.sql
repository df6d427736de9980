-- verdict: unsafe
-- hazard: rewrite
-- why: the table is rewritten, and order by and comparisons go by the alphabet instead of the enum's order
--- schema
create type priority as enum ('low', 'normal', 'high');
create table tickets (id bigserial primary key, subject text not null, prio priority not null default 'normal');
--- data
insert into tickets (subject, prio) select 's' || g, (array['low', 'normal', 'high'])[1 + g % 3]::priority from generate_series(1, :rows) g;
--- old
select id, prio from tickets where id < 10 and prio > 'low' order by prio desc, id;
insert into tickets (subject, prio) values ('x', 'high');
--- queries
select id, prio from tickets where id < 10 and prio > 'low' order by prio desc, id;
--- migration
alter table tickets alter column prio drop default, alter column prio type text using prio::text, alter column prio set default 'normal';
