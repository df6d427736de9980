-- verdict: safe
-- hazard: none
-- why: the unqualified DROP finds the temporary table first; main.prices stays
--- schema
create table prices (sku text primary key, cents integer not null);
create table currencies (code text primary key, digits integer not null);
--- data
insert into prices select 'S' || g, g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
insert into currencies values ('EUR', 2);
--- old
select cents from prices where sku = 'S5';
insert into prices (sku, cents) values ('x', 1);
select digits from currencies where code = 'EUR';
--- migration
CREATE TEMP TABLE prices (code text, digits integer);
INSERT INTO prices VALUES ('CHF', 2), ('JPY', 0);
INSERT OR IGNORE INTO currencies SELECT code, digits FROM prices;
DROP TABLE prices;
