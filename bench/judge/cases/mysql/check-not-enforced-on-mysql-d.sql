-- verdict: safe
-- hazard: none
-- why: what is not enforced is looked at by nobody and only written down
-- server-version: 8.0.36
--- schema
create table leases (id int auto_increment primary key, starts_on date not null, ends_on date not null);
--- old
select id, starts_on, ends_on from leases where id = 2;
insert into leases (starts_on, ends_on) values ('2026-01-01', '2025-01-01');
update leases set ends_on = '2024-01-01' where id = 3;
--- migration
ALTER TABLE leases ADD CONSTRAINT leases_dates CHECK (ends_on >= starts_on) NOT ENFORCED;
