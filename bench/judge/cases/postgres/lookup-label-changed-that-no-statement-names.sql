-- verdict: safe
-- hazard: none
-- why: statements find the status by its number
--- schema
create table states (id int primary key, label text not null);
create table tickets (id int primary key, state int not null references states);
--- data
insert into states values (1, 'open'), (2, 'wip'); insert into tickets select g, 1 from generate_series(1, :rows) g;
--- old
select id from tickets where state = 1 and id < 4;
insert into tickets values (-1, 2);
--- queries
select id from tickets where state = 1 and id < 4;
--- migration
update states set label = 'in progress' where id = 2;
