-- verdict: safe
-- hazard: none
-- why: an INSERT without a column list may give fewer values than there are columns, and the last column has a default that is stored once
--- schema
create table currencies (code char(3) primary key, title text not null, digits int not null);
create table currencies_seed (code char(3) primary key, title text not null, digits int not null);
--- data
insert into currencies_seed values ('EUR', 'Euro', 2);
insert into currencies select lpad(to_hex(g), 3, '0'), 'c', 2 from generate_series(1, least(:rows, 4000)) g;
--- old
insert into currencies values ('JPY', 'Yen', 0);
insert into currencies select * from currencies_seed;
select title, digits from currencies where code = '001';
update currencies set digits = 3 where code = '002';
delete from currencies where code = '003';
--- queries
insert into currencies values ('JPY', 'Yen', 0);
insert into currencies select * from currencies_seed;
--- migration
ALTER TABLE currencies ADD COLUMN active boolean NOT NULL DEFAULT true;
