-- verdict: safe
-- hazard: none
-- why: an INVISIBLE column takes no part in INSERT without a column list nor in SELECT *
--- schema
create table currencies (
  code char(3) not null primary key,
  title varchar(60) not null,
  digits tinyint not null default 2
);
--- data
insert into currencies values ('EUR', 'Euro', 2), ('JPY', 'Yen', 0);
--- old
insert into currencies values ('CHF', 'Franc', 2);
select * from currencies where code = 'JPY';
replace into currencies values ('EUR', 'Euro', 3);
delete from currencies where code = 'EUR';
--- queries
insert into currencies values ('CHF', 'Franc', 2);
select * from currencies where code = 'JPY';
--- migration
alter table currencies add column rounding varchar(10) invisible not null default 'half-up';
