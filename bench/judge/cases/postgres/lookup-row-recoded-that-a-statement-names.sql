-- verdict: unsafe
-- hazard: none
-- why: the recorded statement no longer finds its row
--- schema
create table states (id int primary key, code text not null unique);
create table tickets (id int primary key, state int not null references states);
--- data
insert into states values (1, 'open'), (2, 'wip'); insert into tickets select g, 1 + g % 2 from generate_series(1, :rows) g;
--- old
select t.id from tickets t join states s on s.id = t.state where s.code = 'wip' and t.id < 9;
insert into tickets values (-1, 2);
--- queries
select t.id from tickets t join states s on s.id = t.state where s.code = 'wip' and t.id < 9;
--- migration
update states set code = 'doing' where code = 'wip';
