-- verdict: unsafe
-- hazard: none
-- why: a user has one default role; sessions begin without the rights of the former
-- role: app
--- schema
create table parcels (
  id int not null auto_increment primary key,
  weight_g int not null
);
create user app;
create or replace role parcel_rw;
grant select, insert, update on parcels to parcel_rw;
grant parcel_rw to app;
set default role parcel_rw for app;
--- data
insert into parcels (weight_g) select seq from seq_1_to_:rows;
--- old
insert into parcels (weight_g) values (300);
select weight_g from parcels where id = 3;
--- migration
create or replace role parcel_reports;
grant select on parcels to parcel_reports;
grant parcel_reports to app;
set default role parcel_reports for app;
