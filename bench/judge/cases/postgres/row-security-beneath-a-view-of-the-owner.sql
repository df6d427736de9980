-- verdict: safe
-- hazard: none
-- why: the role reaches the table only by the view, which reads with the rights of the owner, for whom row security does not hold
-- role: portal
--- schema
create role portal;
create table patients (id int primary key, ward text not null, name text not null);
create view ward_patients as select id, ward, name from patients;
grant select, insert, update, delete on ward_patients to portal;
--- data
insert into patients select g, 'w' || g % 4, 'n' || g from generate_series(1, :rows) g;
--- old
select name from ward_patients where id = 1;
insert into ward_patients (id, ward, name) values (0, 'w1', 'x');
update ward_patients set name = 'y' where id = 2;
delete from ward_patients where id = 3;
--- migration
alter table patients enable row level security;
