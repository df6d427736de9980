-- verdict: safe
-- hazard: none
-- why: CACHE makes gaps and an order by session, no duplicates; as bigint only lifts the sequence's upper bound and touches no rows
--- schema
create sequence ticket_no as integer;
create table tickets (id uuid primary key default gen_random_uuid(), no bigint not null unique default nextval('ticket_no'), title text not null);
--- data
insert into tickets (title) select 't' || g from generate_series(1, :rows) g;
--- old
insert into tickets (title) values ('new') returning title;
select nextval('ticket_no') > 0;
select no, title from tickets where no = 4;
--- queries
select nextval('ticket_no');
--- migration
alter sequence ticket_no as bigint cache 50;
