-- verdict: safe
-- hazard: none
-- why: the archive gets the column first, so INSERT ... SELECT * fits at every moment
--- schema
create table events (id bigint primary key, kind varchar(30) not null, created_at timestamp not null);
create table events_archive (id bigint primary key, kind varchar(30) not null, created_at timestamp not null);
--- data
insert into events select g, 'click', '2024-01-01' from generate_series(1, :rows) g;
--- old
insert into events_archive select * from events where id = 12;
insert into events values (900001, 'view', '2024-05-05');
delete from events where id = 13;
select id, kind, created_at from events_archive where id = 5;
--- queries
insert into events_archive select * from events where id = $1;
insert into events values (900001, 'view', '2024-05-05');
--- migration
alter table events_archive add column source varchar(20);
alter table events add column source varchar(20);
