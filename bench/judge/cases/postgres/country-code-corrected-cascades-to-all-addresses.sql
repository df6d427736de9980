-- verdict: unsafe
-- hazard: lock
-- why: one row of countries is updated, but ON UPDATE CASCADE updates and locks every address that refers to it, and old code asks for UK
--- schema
create table countries (code varchar(2) primary key, name text not null);
create table addresses (id bigint primary key, city text not null,
  country_code varchar(2) not null references countries (code) on update cascade);
create index addresses_country_code on addresses (country_code);
--- data
insert into countries values ('UK', 'United Kingdom'), ('FR', 'France');
insert into addresses select g, 'c' || g, 'UK' from generate_series(1, :rows) g;
--- old
update addresses set city = 'Leeds' where id = 4;
insert into addresses (id, city, country_code) values (900001, 'York', 'UK');
select name from countries where code = 'UK';
--- queries
insert into addresses (id, city, country_code) values (900001, 'York', 'UK');
--- migration
update countries set code = 'GB' where code = 'UK';
