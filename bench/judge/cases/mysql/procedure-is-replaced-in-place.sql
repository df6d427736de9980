-- verdict: safe
-- hazard: none
-- why: CREATE OR REPLACE keeps the rights on the routine
-- role: clinicapp
--- schema
create table appointments (id int auto_increment primary key, state varchar(20) not null default 'new');
create procedure close_appointment(in p_id int) modifies sql data update appointments set state = 'closed' where id = p_id;
create user clinicapp;
grant select, insert on appointments to clinicapp;
grant execute on procedure close_appointment to clinicapp;
--- data
insert into appointments (state) select 'new' from seq_1_to_:rows;
--- old
select id, state from appointments where id = 3;
insert into appointments (state) values ('new');
call close_appointment(3);
--- migration
CREATE OR REPLACE PROCEDURE close_appointment(IN p_id int) MODIFIES SQL DATA UPDATE appointments SET state = 'closed' WHERE id = p_id;
