-- verdict: safe
-- hazard: none
-- why: a domain and its base type are stored alike, nothing is checked on the way out, and what was accepted still is
--- schema
create domain postcode as text check (value ~ '^[0-9A-Z -]+$');
create table addresses (id bigserial primary key, street text not null, code postcode not null);
create index addresses_code on addresses (code);
--- data
insert into addresses (street, code) select 's' || g, 'N' || g from generate_series(1, :rows) g;
--- old
insert into addresses (street, code) values ('High St', 'SW1A 1AA') returning code;
select street, code from addresses where code = 'N5';
update addresses set code = 'B1' where id = 1;
delete from addresses where id = 2;
--- migration
ALTER TABLE addresses ALTER COLUMN code TYPE text;
