-- verdict: unsafe
-- hazard: none
-- why: a second row of the same id is no longer found by ON DUPLICATE KEY
--- schema
create table hours (id int not null, day date not null, spent int not null default 0, primary key (id));
--- data
insert into hours select seq, '2024-01-01', 1 from seq_1_to_:rows;
--- old
select spent from hours where id = 1;
update hours set spent = 3 where id = 2;
insert into hours (id, day) values (1, '2024-02-01') on duplicate key update spent = 2;
--- migration
alter table hours drop primary key, add primary key (id, day);
