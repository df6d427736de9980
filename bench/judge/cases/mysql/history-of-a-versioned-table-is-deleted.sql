-- verdict: unsafe
-- hazard: data-loss
-- why: the former versions of the rows are gone; the rows of today stay
--- schema
create table contracts (
  id int not null primary key,
  terms varchar(100) not null
) with system versioning;
--- data
insert into contracts select seq, 'a' from seq_1_to_50;
update contracts set terms = 'b' where id < 20;
--- old
select terms from contracts for system_time all where id = 3 order by terms;
insert into contracts (id, terms) values (-1, 'n');
update contracts set terms = 'c' where id = 4;
--- queries
select terms from contracts for system_time all where id = 3 order by terms;
--- migration
delete history from contracts;
