-- verdict: safe
-- hazard: none
-- why: no value needs to be written
--- schema
create table meters (id int primary key, read_at timestamp(3) not null default now());
--- data
insert into meters select g from generate_series(1, :rows) g;
--- old
select id from meters where id = 1;
insert into meters values (-1, '2024-01-01');
update meters set read_at = '2024-01-02' where id = 2;
--- migration
alter table meters alter column read_at type timestamp(6);
